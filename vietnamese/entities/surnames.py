"""Surnames of Vietnam, one list for all that tell persons from other words."""

from __future__ import annotations

COMMON_SURNAMES = frozenset((
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "đào", "đoàn",
    "vương", "trịnh", "trương", "đinh", "lâm", "phùng", "mai", "tô", "tạ", "hà", "tăng", "lưu", "chu", "châu", "thái", "quách", "lương",
    "cao", "thạch", "kiều", "tống", "bạch", "nghiêm", "khuất", "triệu", "ninh", "uông", "lại", "doãn", "diệp", "nông", "hứa", "lò",
    "giàng", "lường", "vàng", "sùng", "thào", "tôn", "mạc", "khổng", "âu", "bế", "cù", "khúc", "lục", "lã", "mã", "nhữ", "thân", "thiều",
    "tiêu", "tưởng", "vừ", "lèng", "hầu", "đàm", "đái", "đậu", "điêu", "quàng", "nhâm", "siu", "ksor", "điểu", "tòng", "lô", "lỳ", "tẩn",
    "phàn", "thẩm", "tiết", "ung", "từ",
))  # fmt: skip
"""Surnames that are hardly anything else before another capitalised word."""

SURNAMES = COMMON_SURNAMES | frozenset((
    "đồng", "ma", "phí", "kim", "la", "vi", "viên", "văn", "ông", "chung", "giáp", "lộc", "quản", "tào", "trang", "ứng", "cầm", "đăng",
    "hạ", "liễu", "phó", "rơ", "rah", "thích", "cà", "kha", "ngân", "hờ", "cứ", "chảo", "cổ", "bá", "thi", "ừng", "danh", "sơn", "tất",
    "trà", "khiếu", "lầu", "hạng", "giang", "cháng", "sín", "tráng", "mùa", "chẻo", "mẫn", "phương",
))  # fmt: skip
"""All surnames; those that are not common are also ordinary words and names of places."""

MIDDLE_NAMES = frozenset((
    "văn", "thị", "đức", "xuân", "phú", "minh", "thanh", "thành", "quốc", "ngọc", "hữu", "đình", "tấn", "tân", "công", "trọng",
    "hoàng", "quang", "duy", "anh", "thúy", "thu", "kim", "mạnh", "việt", "hồng", "hải", "tiến", "tuấn", "bảo", "gia", "nhật", "thế",
    "bá", "sĩ", "chí", "đăng", "khắc", "trần", "lê",
))  # fmt: skip
"""Words that often stand between a surname and a given name."""
