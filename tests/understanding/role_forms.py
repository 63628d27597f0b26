"""The same role as a man, as a woman and neutrally, for every role."""

PERSONS = {
    "back_office_manager": ("Backoffice-Leiter", "Backoffice-Leiterin"),
    "back_office_employee": ("Sachbearbeiter", "Sachbearbeiterin"),
    "vice_president": ("Vizepräsident", "Vizepräsidentin"),
    "hr_manager": ("Personalmanager", "Personalmanagerin"),
    "accountant": ("Buchhalter", "Buchhalterin"),
    "programmer": ("Programmierer", "Programmiererin"),
    "secretary": ("Sekretär", "Sekretärin"),
    "technical_assistant": ("Technikassistent", "Technikassistentin"),
    "management_consultant": ("Unternehmensberater", "Unternehmensberaterin"),
}
NEUTRAL = {
    "back_office_manager": "Backoffice-Leitung",
    "back_office_employee": "Backoffice-Mitarbeitende",
    "vice_president": "Vice President",
    "hr_manager": "Personalleitung",
    "accountant": "Buchhaltungskraft",
    "programmer": "Programmierkraft",
    "secretary": "Sekretariat",
    "technical_assistant": "technische Assistenz",
    "associate": "Associate",
    "management_consultant": "Unternehmensberatung",
}
