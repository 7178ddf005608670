"""The 34 provinces since July 2025 with the older ones that each took in, and those whose portals are not known.

The list is the resolution's (202/2025/QH15). Circular 45/2023/TT-BCA, article 10, gives the form of an address
(congan.<province>.gov.vn), but a form is no address: a portal is declared once its own address was seen.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Province:
    """A province: ``key`` as its module is called, and the keys and names of the older provinces in it."""

    key: str
    name: str
    older: tuple[tuple[str, str], ...] = ()


PROVINCES = (
    Province("ha_noi", "thành phố Hà Nội"),
    Province("hue", "thành phố Huế", (("thua_thien_hue", "Thừa Thiên Huế"),)),
    Province("lai_chau", "tỉnh Lai Châu"),
    Province("dien_bien", "tỉnh Điện Biên"),
    Province("son_la", "tỉnh Sơn La"),
    Province("lang_son", "tỉnh Lạng Sơn"),
    Province("quang_ninh", "tỉnh Quảng Ninh"),
    Province("thanh_hoa", "tỉnh Thanh Hóa"),
    Province("nghe_an", "tỉnh Nghệ An"),
    Province("ha_tinh", "tỉnh Hà Tĩnh"),
    Province("cao_bang", "tỉnh Cao Bằng"),
    Province("tuyen_quang", "tỉnh Tuyên Quang", (("ha_giang", "Hà Giang"),)),
    Province("lao_cai", "tỉnh Lào Cai", (("yen_bai", "Yên Bái"),)),
    Province("thai_nguyen", "tỉnh Thái Nguyên", (("bac_kan", "Bắc Kạn"),)),
    Province("phu_tho", "tỉnh Phú Thọ", (("vinh_phuc", "Vĩnh Phúc"), ("hoa_binh", "Hòa Bình"))),
    Province("bac_ninh", "tỉnh Bắc Ninh", (("bac_giang", "Bắc Giang"),)),
    Province("hung_yen", "tỉnh Hưng Yên", (("thai_binh", "Thái Bình"),)),
    Province("hai_phong", "thành phố Hải Phòng", (("hai_duong", "Hải Dương"),)),
    Province("ninh_binh", "tỉnh Ninh Bình", (("ha_nam", "Hà Nam"), ("nam_dinh", "Nam Định"))),
    Province("quang_tri", "tỉnh Quảng Trị", (("quang_binh", "Quảng Bình"),)),
    Province("da_nang", "thành phố Đà Nẵng", (("quang_nam", "Quảng Nam"),)),
    Province("quang_ngai", "tỉnh Quảng Ngãi", (("kon_tum", "Kon Tum"),)),
    Province("gia_lai", "tỉnh Gia Lai", (("binh_dinh", "Bình Định"),)),
    Province("khanh_hoa", "tỉnh Khánh Hòa", (("ninh_thuan", "Ninh Thuận"),)),
    Province("lam_dong", "tỉnh Lâm Đồng", (("dak_nong", "Đắk Nông"), ("binh_thuan", "Bình Thuận"))),
    Province("dak_lak", "tỉnh Đắk Lắk", (("phu_yen", "Phú Yên"),)),
    Province(
        "ho_chi_minh", "Thành phố Hồ Chí Minh", (("ba_ria_vung_tau", "Bà Rịa - Vũng Tàu"), ("binh_duong", "Bình Dương"))
    ),
    Province("dong_nai", "tỉnh Đồng Nai", (("binh_phuoc", "Bình Phước"),)),
    Province("tay_ninh", "tỉnh Tây Ninh", (("long_an", "Long An"),)),
    Province("can_tho", "thành phố Cần Thơ", (("soc_trang", "Sóc Trăng"), ("hau_giang", "Hậu Giang"))),
    Province("vinh_long", "tỉnh Vĩnh Long", (("ben_tre", "Bến Tre"), ("tra_vinh", "Trà Vinh"))),
    Province("dong_thap", "tỉnh Đồng Tháp", (("tien_giang", "Tiền Giang"),)),
    Province("ca_mau", "tỉnh Cà Mau", (("bac_lieu", "Bạc Liêu"),)),
    Province("an_giang", "tỉnh An Giang", (("kien_giang", "Kiên Giang"),)),
)


def find_undocumented(declared: set[str]) -> list[tuple[str, str]]:
    """Find (older province or "", province) of the portals whose address was seen nowhere; ``declared`` are source names."""
    missing = []
    for province in PROVINCES:
        if province.key not in declared:
            missing.append(("", province.name))
        missing += [(name, province.name) for key, name in province.older if key not in declared]
    return missing
