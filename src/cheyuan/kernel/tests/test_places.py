"""CARE-R16: regions of weather are provinces and cities, however people write them."""

import pytest

from cheyuan.kernel import places


@pytest.mark.parametrize(
    ("written", "short", "province"),
    [
        ("广州市", "广州", "广东"), ("广州", "广州", "广东"), ("佛山 ", "佛山", "广东"), ("上海市", "上海", "上海"),
        ("延边自治州", "延边", "吉林"), ("锡林郭勒盟", "锡林郭勒", "内蒙古"), ("亚特兰蒂斯", "亚特兰蒂斯", ""),
    ],
)  # fmt: skip
def test_care_r16_a_city_has_its_province(written, short, province):
    assert places.plain(written) == short
    assert places.province_of(written) == province


def test_care_r16_a_province_is_all_its_cities_and_a_city_is_itself():
    assert "深圳" in places.cities_of("广东省")
    assert places.cities_of("深圳市") == ("深圳",)
    assert places.cities_of("广西壮族自治区") == places.provinces()["广西"]
    assert places.cities_of("吉林市") == ("吉林",)
    assert "长春" in places.cities_of("吉林")
    assert places.cities_of("北京市") == ("北京",)


def test_care_r16_no_city_stands_in_two_provinces():
    cities = [city for found in places.provinces().values() for city in found]
    assert len(cities) == len(set(cities))
    assert len(places.provinces()) >= 33
    assert all(places.known(city) for city in cities)
