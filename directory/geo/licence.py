"""The acknowledgements that the licences of the postcode data ask for."""

_OGL = "Licensed under the Open Government Licence v3.0."
_OS = "Contains OS data © Crown copyright and database right 2025."
_ROYAL_MAIL = "Contains Royal Mail data © Royal Mail copyright and database right 2025."

CODE_POINT_LICENCE = (
    f"{_OS} {_ROYAL_MAIL} Contains National Statistics data © Crown copyright and database right "
    f"2025. {_OGL}"
)
ONS_LICENCE = f"Source: Office for National Statistics. {_OS} {_ROYAL_MAIL} {_OGL}"
