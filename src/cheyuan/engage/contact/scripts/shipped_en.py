"""The shipped scripts in English: rule → passages (label, words) and the message after the last attempt."""

# ruff: noqa: E501 – one line is one sentence to say

from cheyuan.engage.contact.scripts.shipped_zh import Shipped

_HELLO = "Good day, {customer}, this is {agent} of {store}"
_OFFER = "[Would {offer1} suit you, or {offer2}?] With an appointment there is no waiting."
_CALL = "[Call {store_phone}]"

SCRIPTS: Shipped = {
    "R01": (
        (
            ("Opening", f"{_HELLO}. You took your {{car}} home on {{delivered}}; how was the first day?"),
            ("Asking", "Are seat, mirrors and phone connection as you like them? Anything that still feels awkward?"),
            (
                "Closing",
                "Call me whenever something is unclear. Within three days our service advisor will show you more.",
            ),
        ),
        f"{{customer}}, congratulations on your new car! {{agent}} of {{store}} is there for any question. {_CALL}",
    ),
    "R02": (
        (
            ("Opening", f"{_HELLO}. Three days with your {{car}}: I only want to hear how it goes."),
            (
                "Asking",
                "Consumption, noises, smells: is there anything that worries you? Did the registration go well?",
            ),
            ("Closing", "I have noted it and pass it to service today; you will hear from me."),
        ),
        f"{{customer}}, is your {{car}} running well? For any question please call {{store}}. {_CALL}",
    ),
    "R03": (
        (
            ("Opening", f"{_HELLO}. From now on I look after your {{car}} for service and repairs."),
            (
                "Telling",
                "I send you the dates of the services and the rescue number. If a lamp lights up, send me a photo first.",
            ),
            ("Closing", "May I add you on WeChat? One line is enough when you need something."),
        ),
        f"{{customer}}, I am {{agent}}, your service advisor at {{store}}. Please keep my number. {_CALL}",
    ),
    "R04": (
        (
            ("Opening", f"{_HELLO}. A week with the new car: would you give us a mark?"),
            ("Asking", "From zero to ten, would you recommend us to a friend? What should we do better first?"),
            ("Closing", "Thank you for being frank. For anything below seven the manager calls you back today."),
        ),
        "{customer}, a week with your new car: how was it? One minute is enough[: {survey} ]. {store}",
    ),
    "R05": (
        (
            ("Opening", f"{_HELLO}. You have had your {{car}} for two weeks; how does it go?"),
            ("Asking", "Any noise or shaking while running in? Is charging or refuelling easy?"),
            (
                "Telling",
                "The first service is due half a year after delivery or at 5,000 km; we will remind you in time.",
            ),
            ("Closing", "If something is not right, tell me; I will follow it up myself."),
        ),
        f"{{customer}}, we tried to ask how your {{car}} goes. If anything is wrong please call {{store}}. {_CALL}",
    ),
    "R06": (
        (
            ("Opening", f"{_HELLO}. Your car was with us on {{visit}}; how does it run?"),
            ("Asking", "Is the problem solved? Were price and time as we had said?"),
            ("Closing", "[We promised you “{promise}”; I keep an eye on it.] Thank you, and a safe journey."),
        ),
        f"{{customer}}, how is your car since {{visit}}? If anything is wrong please call {{store}}. {_CALL}",
    ),
    "R07": (
        (
            ("Opening", f"{_HELLO}, customer care. Did a colleague call you after {{visit}}?"),
            ("Asking", "Was everything explained? From zero to ten, how satisfied are you?"),
            ("Closing", "Thank you. What was left undone we put right at once."),
        ),
        "{customer}, we tried to reach you. Please answer this message if anything was not as it should be. {store}",
    ),
    "R08a": (
        (
            ("Opening", f"{_HELLO}. You got your {{car}} on {{delivered}}, so the first service is coming up."),
            (
                "Telling",
                "It is due [by {due} or at {target_km} km], whichever comes first, and keeps the warranty. What is the mileage now?",
            ),
            ("Offer", f"{_OFFER} Please bring the papers and the service booklet."),
        ),
        f"{{customer}}, the first service of your {{car}} is due on {{due}}. Please book a time. {{store}} {_CALL}",
    ),
    "R08b": (
        (
            (
                "Opening",
                f"{_HELLO}. The first service of your {{car}} is due on {{due}} and you have not been here yet.",
            ),
            (
                "Telling",
                "Being late touches the warranty; the labour is free this time. [It must be near {km_now} km now, is that right?]",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, the first service of your {{car}} is due on {{due}}; please book soon. {{store}} {_CALL}",
    ),
    "R09": (
        (
            (
                "Opening",
                f"{_HELLO}. [The last service of your {{car}} was on {{last_service}}.] [It must be near {{km_now}} km now, is that right?]",
            ),
            (
                "Telling",
                "The next one is due on {due}: oil, filter and a check. We tell you the price first. [And “{promise}”, as promised.]",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, the service of your {{car}} is due on {{due}}. We could not reach you; please call {{store}}. {_CALL}",
    ),
    "R10": (
        (
            (
                "Opening",
                f"{_HELLO}. Your {{car}} is due for service in about two weeks; I would like to keep a place for you.",
            ),
            (
                "Telling",
                "[It must be near {km_now} km now; service is due at {target_km} km.] Booked ahead it takes about an hour and a half.",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, your {{car}} will soon be due for service. Booked now, your place is kept. {{store}} {_CALL}",
    ),
    "R11": (
        (
            ("Opening", f"{_HELLO}. The warranty of your {{car}} ends on {{due}}, in {{days}} days."),
            (
                "Telling",
                "Until then repairs are free. Let us check the car once, free of charge, so that nothing is left over.",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, the warranty of your {{car}} ends on {{due}}. Please come for a free check before. {{store}} {_CALL}",
    ),
    "R12": (
        (
            ("Opening", f"{_HELLO}. The inspection of your {{car}}[, {{plate}},] is due on {{due}}, in {{days}} days."),
            (
                "Telling",
                "Fines must be paid and the insurance valid. We check lights and brakes first, and can do the whole way for you.",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, the inspection of your {{car}} is due on {{due}}. We gladly do it for you. {{store}} {_CALL}",
    ),
    "R13": (
        (
            ("Opening", f"{_HELLO}, for insurance. Your {{car}} is insured until {{due}}, {{days}} days from now."),
            ("Asking", "Was there any damage this year? With whom are you insured, and at what price?"),
            (
                "Telling",
                "I compare two or three offers for you. Insured here, you come straight to us after an accident and pay nothing in advance.",
            ),
            ("Offer", "You get the offers today. [Would {offer1} suit you to talk, or {offer2}?]"),
        ),
        f"{{customer}}, the insurance of your {{car}} ends on {{due}}. For an offer please call {{store}}. {_CALL}",
    ),
    "R14": (
        (
            ("Wishes", f"{_HELLO}. It is your birthday today: all the best and good health!"),
            ("Present", "[There is a present for you: {voucher}.]"),
            ("Closing", "I will not keep you. Have a lovely day."),
        ),
        "{customer}, {store} wishes you a happy birthday! [A present is waiting: {voucher}. ]Answer R to stop",
    ),
    "R17": (
        (
            ("Opening", f"{_HELLO}. Your {{car}} has not been here for a while; I want to ask how it is."),
            ("Asking", "Was it serviced elsewhere, or driven little? Was it the price, the way, or something we did?"),
            (
                "Telling",
                "I will pass it on as you say it. If you come back, labour is free this time, with a full check.",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, your {{car}} is past its service. Come back: labour free and a full check. {{store}} {_CALL} Answer R to stop",
    ),
    "R19": (
        (
            ("Opening", f"{_HELLO}. You were with us on {{visit}}; I want to hear how it was."),
            ("Asking", "How did my colleagues look after you? Was there any waiting, anything we did not see?"),
            ("Closing", "I pass it on to the department today and come back to you with what they do about it."),
        ),
        f"{{customer}}, thank you for your visit to {{store}} on {{visit}}. Please call if anything was amiss. {_CALL}",
    ),
    "R20": (
        (
            ("Opening", f"{_HELLO}. You looked at cars with us on {{visit}}; may I ask you for one minute?"),
            ("Score", "From 1 to 10, how were you received that day?"),
            ("Asking", "What could we do better? Was anything about car, price or test drive left unclear?"),
            ("Closing", "Thank you for being frank. I pass it on as you said it."),
        ),
        f"{{customer}}, thank you for looking at cars at {{store}} on {{visit}}. Please tell us how it was. {_CALL}",
    ),
    "R22": (
        (
            ("Opening", f"{_HELLO}. You have had your {{car}} for some years now; may I have one minute?"),
            (
                "Asking",
                "How does it serve you today? Has anything changed at home? Have you thought about another car?",
            ),
            ("Telling", "We value your car free of charge, name a price on the spot and reckon the subsidy with it."),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, we value your {{car}} free of charge and reckon a trade-in with you. {{store}} {_CALL} Answer R to stop",
    ),
    "R25": (
        (
            (
                "Opening",
                f"{_HELLO}. The service of your {{car}} is {{days}} days overdue; perhaps it slipped your mind.",
            ),
            (
                "Telling",
                "Old oil harms the engine and the warranty suffers. [It must be near {km_now} km now, is that right?]",
            ),
            ("Offer", _OFFER),
        ),
        f"{{customer}}, your {{car}} is {{days}} days past its service; please book soon. {{store}} {_CALL} Answer R to stop",
    ),
    "R18": (
        (
            ("Opening", f"{_HELLO}, customer care. Last week we settled what you had told us about."),
            ("Asking", "How is it now? Are you content with the result? Is there anything we have not talked about?"),
            ("Closing", "Thank you for the chance to put it right. Please call me at once if it comes again."),
        ),
        "{customer}, are you content with how we settled your complaint? Please call back if not. {store}[ {store_phone}]",
    ),
    "X02": (
        (
            ("Sorry", f"{_HELLO}. I have read what happened, and I am sorry."),
            ("Asking", "Please tell me once more how it went; I write it down and do not interrupt."),
            ("Answer", "This is what I will do … You have the result today. Is that all right with you?"),
        ),
        "",
    ),
}
