"""Writes a workbook with openpyxl: python3 make-openpyxl-workbook.py FILE"""
import datetime
import sys

from openpyxl import Workbook
from openpyxl.styles import Font

book = Workbook()
sheet = book.active
sheet.title = "Протокол"
sheet.append(["Логин", "ОО", "Дата", "Балл", "Доля", "Есть", "Итого", "Примечание"])
for i in range(400):
    sheet.append(
        [
            f"edu99{i:04d}",
            f"МБОУ «СОШ № {i % 9}» & Ко <{i}>",
            datetime.date(2021, 4, 1 + i % 28),
            i * 0.7,
            i / 400,
            i % 2 == 0,
            i * 1_000_003,
            None if i % 3 else f" строка\n{i} ",
        ]
    )
    sheet.cell(row=i + 2, column=3).number_format = "dd.mm.yyyy"
    sheet.cell(row=i + 2, column=5).number_format = "0.0%"
    sheet.cell(row=i + 2, column=2).font = Font(bold=True)
sheet.merge_cells("A500:C501")
sheet["A500"] = "Итого"
other = book.create_sheet("Второй")
other["C5"] = "далеко"
other["A7"] = datetime.datetime(2022, 1, 2, 10, 30)
book.save(sys.argv[1])
