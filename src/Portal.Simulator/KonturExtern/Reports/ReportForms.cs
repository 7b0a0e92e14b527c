namespace Portal.Simulator.KonturExtern.Reports;

/// <summary>A form of the reports table (auth contract 3.7). <see cref="Day"/> of the <see cref="MonthsAfter"/>-th month after the period is the deadline.</summary>
internal sealed record ReportForm(
    int FormId, string FormFullName, string FormShortName, string? Knd, string? Okud, string Periodicity, int MonthsAfter, int Day, bool ForPeople = true, bool ForCompanies = true, bool IsDeleted = false);

/// <summary>A payment of the reports table; <see cref="Parts"/> payments per period, a month apart.</summary>
internal sealed record PaymentForm(int PaymentFormId, string FullName, string ShortName, string Periodicity, int MonthsAfter, int Parts, bool ForPeople, bool ForCompanies);

/// <summary>Which reports and payments a company (INN of ten digits) or an entrepreneur (twelve) owes.</summary>
internal static class ReportForms
{
    public const string Yearly = "yearly";
    public const string Quarterly = "quarterly";
    public const string Monthly = "monthly";

    private static readonly ReportForm[] Forms =
    [
        new(101, "Налоговая декларация по налогу на добавленную стоимость", "НДС", "1151001", null, Quarterly, 1, 25),
        new(102, "Налоговая декларация по налогу на прибыль организаций", "Прибыль", "1151006", null, Quarterly, 1, 25, ForPeople: false),
        new(103, "Расчёт по страховым взносам", "РСВ", "1151111", null, Quarterly, 1, 25),
        new(104, "Расчёт сумм налога на доходы физических лиц (6-НДФЛ)", "6-НДФЛ", "1151100", null, Quarterly, 1, 25),
        new(105, "Персонифицированные сведения о физических лицах", "Персонифицированные сведения", "1151162", null, Monthly, 1, 25),
        new(106, "Бухгалтерская (финансовая) отчётность", "Бухгалтерская отчётность", "0710099", "0710099", Yearly, 3, 31, ForPeople: false),
        new(107, "Налоговая декларация по налогу на имущество организаций", "Имущество", "1152026", null, Yearly, 2, 25, ForPeople: false),
        new(108, "Налоговая декларация по налогу, уплачиваемому в связи с применением УСН", "УСН", "1152017", null, Yearly, 3, 25),
        new(109, "Налоговая декларация по налогу на доходы физических лиц (3-НДФЛ)", "3-НДФЛ", "1151020", null, Yearly, 4, 30, ForCompanies: false),
        new(110, "Сведения о производстве и отгрузке товаров и услуг", "П-1", null, "0610013", Monthly, 1, 4, ForPeople: false),
        new(190, "Налоговая декларация по единому налогу на вменённый доход", "ЕНВД", "1152016", null, Quarterly, 1, 20, IsDeleted: true),
    ];

    private static readonly PaymentForm[] Payments =
    [
        new(201, "Налог на добавленную стоимость", "НДС", Quarterly, 1, 3, true, true),
        new(202, "Налог на прибыль организаций", "Прибыль", Quarterly, 1, 1, false, true),
        new(203, "Страховые взносы", "Взносы", Monthly, 1, 1, true, true),
        new(204, "Налог на доходы физических лиц", "НДФЛ", Monthly, 1, 1, true, true),
        new(205, "Налог на имущество организаций", "Имущество", Yearly, 2, 1, false, true),
        new(206, "Страховые взносы за себя", "Взносы ИП", Yearly, 1, 1, true, false),
    ];

    public static IEnumerable<ReportForm> Of(string inn, bool includeDeleted) =>
        Forms.Where(form => (inn.Length == 12 ? form.ForPeople : form.ForCompanies) && (includeDeleted || !form.IsDeleted));

    public static IEnumerable<PaymentForm> PaymentsOf(string inn) => Payments.Where(form => inn.Length == 12 ? form.ForPeople : form.ForCompanies);
}
