"""Words for what can be wrong with a file, a sheet, a value or an import: what happened, what is safe, what to do."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SENTENCES = {
    "files_missing": _("No file has come. Please choose the files of the owner book."),
    "files_too_many": _("These are %(count)s files; one import takes up to %(limit)s. Nothing was taken over."),
    "sheet_file_empty": _("“%(value)s” is empty. Please look whether it was saved."),
    "file_too_large": _(
        "“%(value)s” is too large: %(megabytes)s MB, up to %(limit_mb)s MB are taken. Please split it."
    ),
    "file_binary": _(
        "“%(value)s” is named like a text but is something else inside. Please hand over the sheet as it was "
        "saved (.xlsx, .xls or .csv)."
    ),
    "file_type": _("“%(value)s” is not an owner book. Excel files (.xlsx, .xls) and CSV are taken."),
    "file_bomb": _(
        "“%(value)s” unpacks to far more than a book can hold. It was not opened further; nothing was taken over."
    ),
    "file_locked": _("“%(value)s” is protected by a password. Please save it without one and try again."),
    "file_broken": _("“%(value)s” is damaged and cannot be read. Please open it in Excel and save it anew."),
    "file_heavy": _(
        "“%(value)s” takes more memory or time than one file may. Please save the needed sheets alone, "
        "without pictures and unused rows."
    ),
    "encoding_unknown": _(
        "The characters of “%(value)s” cannot be read. Please save it as UTF-8 or GB18030, or as .xlsx."
    ),
    "rows_too_many": _("There are more than %(limit)s rows in one sheet. Please split it."),
    "columns_too_many": _(
        "There are more than %(limit)s columns in one sheet. Please take away those that are not needed."
    ),
    "no_table": _(
        "No table of customers, cars or visits was found in “%(value)s”. The first row should hold headers "
        "such as 姓名, 电话, 车架号."
    ),
    "sheet_field_unknown": _("“%(value)s” is not a field of this sheet. Nothing was changed."),
    "field_twice": _("Two columns would fill the same field (%(value)s). Please choose one of them."),
    "sheet_unknown": _("“%(value)s” is not a kind of sheet."),
    "columns_missing": _("In “%(sheet)s” something needed has no column: %(fields)s. Please choose its column first."),
    "import_not_clean": _(
        "%(refused)s rows cannot be taken over, and you asked for all or nothing. Nothing was written."
    ),
    "import_running": _(
        "Another import of this store is being written just now. Nothing was changed; please try again when "
        "it is through."
    ),
    "import_busy": _("This import is being worked on already. Please wait until it is through."),
    "import_undo_late": _("The time for taking this import back is over. Single files can still be corrected."),
    "undo_not_last": _("A later import (“%(later)s”) stands on this one. Please take that one back first."),
    "undo_touched": _(
        "Colleagues have already worked with what this import brought (%(tasks)s tasks). It stays; single "
        "files can be corrected."
    ),
    "undo_edited": _(
        "Colleagues have changed %(records)s of these files since. The import stays; single files can be corrected."
    ),
    "undo_referenced": _(
        "Other work already hangs on what this import brought (%(table)s). It stays; single files can be corrected."
    ),
    "store_choose": _("Please choose one store first: a book belongs to exactly one."),
    "consent_proof": _("Please write how these people agreed (form, date); without proof no consent is recorded."),
    "as_of_wrong": _("The day of the book cannot be read, or lies ahead."),
    "refused_gone": _("The refused rows are no longer kept. Please check the book once more."),
}

TITLES = {
    "value_missing": _("Needed but empty"),
    "cell_formula": _("A formula instead of a value"),
    "date_form": _("Not a date"),
    "date_future": _("A day that is still to come"),
    "odometer_back": _("Odometer lower than before"),
    "vin_length": _("VIN without 17 signs"),
    "vin_letters": _("VIN with letters it cannot have"),
    "vin_check_digit": _("VIN with another check digit"),
    "plate_form": _("Not a plate number"),
    "phone_form": _("Not a phone number"),
    "email_form": _("Not an e-mail address"),
    "km_form": _("Not a mileage"),
    "money_form": _("Not an amount"),
    "number_form": _("Not a number"),
    "choice_unknown": _("A word that is not known here"),
    "text_long": _("Too long"),
    "key_twice": _("The same number again with other content"),
    "row_repeated": _("The same row again"),
    "owner_unknown": _("The owner is neither in the book nor on file"),
    "owner_changes": _("The car gets a new owner"),
    "cared_elsewhere": _("Another store of the group cares for this car"),
    "vin_unknown": _("A visit of a car that is neither in the book nor on file"),
    "two_candidates": _("Two customers on file fit"),
    "person_erased": _("This person was erased on request"),
    "who_missing": _("Nobody is named"),
    "who_unknown": _("The customer is neither in the book nor on file"),
    "car_unknown": _("The car is neither in the book nor on file"),
    "car_of_other": _("The car belongs to somebody else"),
    "day_old": _("Longer ago than a year"),
    "sign_known": _("This sign is on file already"),
}

HELP = {
    "value_missing": _("Please fill in the cell."),
    "cell_formula": _("Please copy the column and insert it as values."),
    "date_form": _("Please write it like 2026-11-28."),
    "date_future": _("Please look at the year."),
    "odometer_back": _("A typing slip in this row, or an exchanged odometer."),
    "vin_length": _("A VIN has 17 letters and digits."),
    "vin_letters": _("A VIN has no I, O and Q; mostly they are 1 and 0."),
    "vin_check_digit": _(
        "Makers in China need not use it: the row is taken over, please compare it once with the licence."
    ),
    "plate_form": _("Please write it like 粤A7K2M6, new-energy plates with one sign more."),
    "phone_form": _("A mobile number has 11 digits; landlines need their area code."),
    "email_form": _("The row is taken over without it."),
    "km_form": _("Please write whole kilometres, like 78,130."),
    "money_form": _("Please write it like 1,234.50."),
    "number_form": _("Please write digits only."),
    "choice_unknown": _("The row is taken over without this word unless it is needed."),
    "text_long": _("Please shorten it."),
    "key_twice": _("Please decide which of the two rows is right."),
    "row_repeated": _("It counts once."),
    "owner_unknown": _("Please add the customer to the book, or correct the number."),
    "owner_changes": _("The former owner keeps the history until today."),
    "cared_elsewhere": _("It is filed here; reminders are that store's business."),
    "vin_unknown": _("Please add the car to the book, or correct the VIN."),
    "two_candidates": _("Please add the customer number, so that it is clear who is meant."),
    "person_erased": _("The number stays empty. Whoever comes back gets a new one."),
    "who_missing": _("Please fill in the customer number, the phone or the VIN."),
    "who_unknown": _("Please add the customer to the book, or correct number and phone."),
    "car_unknown": _("Please correct the VIN, or leave it empty: then the sign is the customer's alone."),
    "car_of_other": _("Please correct the customer or the VIN."),
    "day_old": _("Signs count for a year at most. The row is left out."),
    "sign_known": _("It counts once."),
}

HINTS = {
    "key_twice": _("differs from row %(first)s"),
    "row_repeated": _("as row %(first)s"),
    "odometer_back": _("before it was %(before)s km"),
    "vin_check_digit": _("the ninth sign should be %(expected)s"),
    "vin_length": _("%(length)s signs"),
    "vin_letters": _("%(letters)s"),
    "two_candidates": _("%(found)s customers with this phone and name"),
    "text_long": _("%(length)s signs, up to %(limit)s"),
}

SORTS = {
    "customers": _("Customers"),
    "owners": _("Customers with their cars"),
    "vehicles": _("Cars"),
    "services": _("Visits to the workshop"),
    "parts": _("Parts"),
    "catalogue": _("Cars on sale"),
    "signs": _("Signs of interest in a new car"),
    "": _("Not known"),
    "-": _("left out"),
}

FIELDS = {
    "cust_no": _("Customer number"), "name": _("Name"), "type": _("Person or company"), "gender": _("Gender"),
    "phone": _("Phone"), "email": _("E-mail"), "birthday": _("Birthday"), "city": _("City"), "address": _("Address"),
    "source": _("Came from"), "do_not_contact": _("Not to be contacted"), "consultant": _("Sales consultant"),
    "advisor": _("Service advisor"), "vin": _("VIN"), "plate": _("Plate"), "brand": _("Brand"), "model": _("Model"),
    "trim": _("Trim"), "colour": _("Colour"), "model_year": _("Model year"), "energy": _("Energy"),
    "delivery_date": _("Delivered on"), "registration_date": _("Registered on"), "seats": _("Seats"), "use": _("Use"),
    "status": _("State of the car"), "engine_no": _("Engine number"), "mileage_km": _("Odometer"),
    "mileage_on": _("Odometer read on"), "insurance_expiry": _("End of the insurance"), "warranty_end": _("End of the warranty"),
    "inspection_due": _("Inspection due"), "last_service_date": _("Last service on"),
    "last_service_km": _("Odometer at last service"), "km_per_day": _("Kilometres a day"),
    "next_service_date": _("Next service on"), "next_service_km": _("Odometer of next service"),
    "visited_on": _("Day of the visit"), "kind": _("Kind of visit"), "amount_fen": _("Amount"), "part_no": _("Part number"),
    "unit": _("Unit"), "cost_fen": _("Cost"), "price_fen": _("Price"), "on_hand": _("In stock"), "min_qty": _("Least stock"),
    "max_qty": _("Most stock"), "pack": _("Pack"), "lead_days": _("Days to arrive"), "daily_issue": _("Used a day"),
    "sku": _("Article number"), "description": _("Description"), "serial": _("Serial number of the row (not kept)"),
    "notes": _("Remark"), "language": pgettext_lazy("customer", "Written to in"),
    "sign": _("Sign of interest"), "seen_on": _("Noticed on"),
}  # fmt: skip

CHANGES = {
    "customers_new": _("new customers"),
    "customers_changed": _("customers brought up to date"),
    "vehicles_new": _("new cars"),
    "vehicles_changed": _("cars brought up to date"),
    "visits_new": _("visits"),
    "readings_new": _("odometer readings"),
    "insurances_new": _("insurance policies"),
    "owners_changed": _("cars with a new owner"),
    "consents_new": _("consents recorded"),
    "signs_new": _("signs of interest"),
    "later": _("rows kept until their room is there"),
}

STATES = {
    "reading": _("being read"),
    "mapping": _("columns to be chosen"),
    "checked": _("checked, not written"),
    "done": _("written"),
    "undone": _("taken back"),
    "discarded": _("dropped"),
    "broken": _("could not be read"),
}
KINDS = {
    "reading": "now", "mapping": "now", "checked": "now", "done": "well", "undone": "no", "discarded": "no", "broken": "over",
}  # fmt: skip

WORK = {
    "intake.read": _("Reading a book"),
    "intake.check": _("Checking a book"),
    "intake.commit": _("Writing a book"),
    "intake.undo": _("Taking a book back"),
}
AUDIT = {
    "import.begun": _("Import begun"),
    "import.mapped": _("Columns of an import chosen"),
    "import.checked": _("Import checked"),
    "import.committed": _("Import written"),
    "import.undone": _("Import taken back"),
    "import.discarded": _("Import dropped"),
    "import.broken": _("Import could not be read"),
    "import.refused_downloaded": _("Refused rows downloaded"),
}

STOPPED = _("Stopped as you asked. Nothing of it was written.")
CHANNELS = {"call": _("by phone"), "sms": _("by text message"), "wechat": _("by WeChat"), "email": _("by e-mail")}
