"""What is sent to the pages of the chart, and which rows they are about."""

from typing import Any

UNIT = {"name": "Ủy ban MTTQ xã", "kind": "fatherland_front", "level": "commune", "bloc": "mass"}
DISCIPLINE = {
    "degree": "canh_cao", "decision_number": "7-QĐ/UBKT", "decided_on": "2024-03-01", "violation": "Vi phạm quy chế",
}  # fmt: skip
PERSON = {"full_name": "Lường Văn Nọi", "residence": "Phố Tân Lập"}
POST = {
    "title": "Phó Chủ tịch", "title_group": "Cấp phó", "rank": 12, "role": "deputy", "line": "mass",
    "working_share": 100, "started_on": "2024-01-01",
}  # fmt: skip

# The parts of a scene by the name of the address.
CHART: dict[str, dict[str, Any]] = {
    "orgchart:edit_post": {
        "payload": lambda estate: POST | {"version": 1, "collective": estate["collective"].pk},
    },
    "orgchart:merge_person": {"payload": lambda estate: {"double": estate["spare_head"].pk}},
    "orgchart:transfer": {
        "payload": lambda estate: {"receiver": estate["letter"].peer_id, "leaves_on": "2024-11-04"},
    },
    "orgchart:personal_file": {"rows": {"envelope_id": "person_file"}, "payload": lambda estate: {"person": "moi"}},
    "orgchart:return_file": {
        "rows": {"envelope_id": "person_file"}, "payload": lambda estate: {"reason": "Chưa có quyết định điều động."},
    },
    "orgchart:organization_new": {"payload": lambda estate: UNIT | {"name": "Tổ công tác"}},
    "orgchart:organization_edit": {"payload": lambda estate: UNIT | {"version": 1}},
    "orgchart:collective_new": {
        "payload": lambda estate: {"name": "Tập thể lãnh đạo cơ quan", "kind": "unit_leadership"},
    },
    "orgchart:collective_edit": {"payload": lambda estate: {"name": "Ban Thường trực MTTQ xã", "version": 1}},
    "orgchart:reorganize@sap-nhap": {
        "args": {"kind": "sap-nhap"},
        "rows": {"organization_id": "cell"},
        "payload": lambda estate: {
            "voi": [estate["cell_two"].pk], "into": "new", "name": "Chi bộ Hợp Nhất", "happened_on": "2024-12-01",
        },
    },
    "orgchart:reorganize@chia-tach": {
        "args": {"kind": "chia-tach"},
        "rows": {"organization_id": "cell"},
        "payload": lambda estate: {
            "part_0": "Chi bộ Một", "part_1": "Chi bộ Hai", "rest": "0", "happened_on": "2024-12-01",
        },
    },
    "orgchart:reorganize@chuyen-giao": {
        "args": {"kind": "chuyen-giao"},
        "rows": {"organization_id": "cell"},
        "payload": lambda estate: {"new_parent": estate["front"].pk, "happened_on": "2024-12-01"},
    },
    "orgchart:reorganize@giai-the": {
        "args": {"kind": "giai-the"},
        "rows": {"organization_id": "cell"},
        "payload": lambda estate: {"members_to": estate["cell_two"].pk, "happened_on": "2024-12-01"},
    },
    "orgchart:join_cell": {
        "payload": lambda estate: {"cell": estate["cell_two"].pk, "kind": "temporary", "started_on": "2024-01-01"},
    },
    "orgchart:leave_cell": {"payload": lambda estate: {"ended_on": "2024-11-01"}},
    "orgchart:put_in_charge": {
        "payload": lambda estate: {
            "organization": estate["cell"].pk,
            "kind": "in_charge",
            "started_on": "2024-01-01",
        },
    },
    "orgchart:end_charge": {"payload": lambda estate: {"ended_on": "2024-11-01"}},
    "orgchart:set_manager": {
        "args": {"kind": "chuc-vu"},
        "payload": lambda estate: {"managed_by": estate.tenant.pk, "valid_from": "2024-02-01"},
    },
    "orgchart:end_management": {"payload": lambda estate: {"ended_on": "2024-11-01"}},
    "orgchart:discipline_person": {"payload": lambda estate: DISCIPLINE},
    "orgchart:discipline_body": {"payload": lambda estate: DISCIPLINE},
    "orgchart:discipline_edit": {"payload": lambda estate: DISCIPLINE | {"version": 1}},
}  # fmt: skip
