using System.Globalization;

namespace Portal.Simulator.KonturExtern.Handbooks;

/// <summary>One version of a form (auth contract 3.6): all texts.</summary>
internal sealed record FnsForm(string Knd, string Name, string Version, string PeriodBegin, string PeriodEnd, string DescriptionPeriod);

/// <summary>Forms that the tax service takes, newest version first; the common ones have many.</summary>
internal static class FnsForms
{
    /// <summary>КНД of the warrant that travels with a report.</summary>
    public const string Warrant = "1167005";

    private const int VersionsOfCommonForm = 20;

    private static readonly (string Knd, string Name, string Short, string Version)[] Known =
    [
        ("0710099", "Бухгалтерская (финансовая) отчётность", "Бухгалтерская отчётность", "5.07"),
        ("0710096", "Упрощённая бухгалтерская (финансовая) отчётность", "Упрощённая бухгалтерская отчётность", "5.04"),
        ("1151111", "Расчёт по страховым взносам", "РСВ", "5.07"),
        ("1151006", "Налоговая декларация по налогу на прибыль организаций", "Прибыль", "5.15"),
        ("1151001", "Налоговая декларация по налогу на добавленную стоимость", "НДС", "5.11"),
        ("1152017", "Налоговая декларация по налогу, уплачиваемому в связи с применением УСН", "УСН", "5.09"),
        ("1167005", "Доверенность на представление интересов налогоплательщика", "Доверенность", "5.01"),
        ("1167006", "Информационное сообщение о представительстве", "Сообщение о представительстве", "5.03"),
        ("1151100", "Расчёт сумм налога на доходы физических лиц (6-НДФЛ)", "6-НДФЛ", "5.05"),
        ("1151020", "Налоговая декларация по налогу на доходы физических лиц (3-НДФЛ)", "3-НДФЛ", "5.20"),
        ("1151078", "Справка о доходах физического лица (2-НДФЛ)", "2-НДФЛ", "5.08"),
        ("1151162", "Персонифицированные сведения о физических лицах", "Персонифицированные сведения", "5.01"),
        ("1110355", "Уведомление об исчисленных суммах налогов", "Уведомление об исчисленных суммах", "5.03"),
        ("1152026", "Налоговая декларация по налогу на имущество организаций", "Имущество", "5.09"),
        ("1153005", "Налоговая декларация по земельному налогу", "Земельный налог", "5.05"),
        ("1152004", "Налоговая декларация по транспортному налогу", "Транспортный налог", "5.05"),
        ("1151059", "Налоговая декларация по единому сельскохозяйственному налогу", "ЕСХН", "5.05"),
        ("1151054", "Налоговая декларация по налогу на добычу полезных ископаемых", "НДПИ", "5.10"),
        ("1151072", "Налоговая декларация по водному налогу", "Водный налог", "5.03"),
        ("1151088", "Налоговая декларация по косвенным налогам (импорт из ЕАЭС)", "Косвенные налоги", "5.04"),
        ("1151085", "Единая (упрощённая) налоговая декларация", "ЕУД", "5.02"),
        ("1151084", "Налоговая декларация по акцизам на табак", "Акцизы (табак)", "5.07"),
        ("1151074", "Налоговая декларация по акцизам на этиловый спирт", "Акцизы (спирт)", "5.07"),
        ("1151089", "Налоговая декларация по акцизам на автомобильный бензин", "Акцизы (бензин)", "5.05"),
        ("1151056", "Налоговый расчёт о суммах выплаченных иностранным организациям доходов", "Доходы иностранных организаций", "5.05"),
        ("1151082", "Налоговая декларация по налогу на игорный бизнес", "Игорный бизнес", "5.03"),
        ("1152016", "Налоговая декларация по единому налогу на вменённый доход", "ЕНВД", "5.08"),
        ("1110018", "Сведения о среднесписочной численности работников", "Среднесписочная численность", "5.02"),
        ("1150099", "Заявление о ввозе товаров и уплате косвенных налогов", "Заявление о ввозе", "5.06"),
        ("1120101", "Заявление о гибели или уничтожении объекта налогообложения", "Заявление о гибели объекта", "5.02"),
        ("1150063", "Заявление о предоставлении налоговой льготы", "Заявление о льготе", "5.03"),
    ];

    private static readonly string[] Papers =
    [
        "Заявление", "Уведомление", "Сообщение", "Сведения", "Реестр сведений", "Справка", "Отчёт", "Пояснения", "Запрос сведений", "Информация",
    ];

    private static readonly string[] Subjects =
    [
        "постановке на учёт", "снятии с учёта", "обособленных подразделениях", "переходе на упрощённую систему", "утрате права на льготу", "выборе объекта налогообложения",
        "контролируемых сделках", "контролируемых иностранных компаниях", "участии в иностранных организациях", "открытых счетах за рубежом", "движении средств по счетам",
        "добыче полезных ископаемых", "пользовании водными объектами", "сборах за пользование животным миром", "торговом сборе", "игорных столах", "подакцизных товарах",
        "прослеживаемых товарах", "ввозе товаров", "вывозе товаров", "зачёте сумм", "возврате сумм", "рассрочке уплаты", "инвестиционном вычете", "доходах самозанятых",
        "патентах предпринимателя", "кадастровых участках", "транспортных средствах", "кассовых аппаратах", "налоговом мониторинге",
    ];

    private static readonly IReadOnlyList<(string Knd, string Name, string Short, string Version)> Forms = [.. Known, .. Rare()];
    private static readonly Dictionary<string, (string Knd, string Name, string Short, string Version)> ByKnd = Forms.ToDictionary(form => form.Knd);

    public static IReadOnlyList<FnsForm> All { get; } = [.. Forms.SelectMany(Versions)];

    public static bool IsKnown(string? knd) => knd is not null && ByKnd.ContainsKey(knd);

    public static (string Full, string Short, string Version) Describe(string knd) =>
        ByKnd.TryGetValue(knd, out var found) ? (found.Name, found.Short, found.Version) : ("", "", "");

    /// <summary>Forms that fill the handbook up to the size of the real one: names and numbers made by rule, one to three versions each.</summary>
    private static IEnumerable<(string Knd, string Name, string Short, string Version)> Rare() => Papers.SelectMany((paper, row) => Subjects.Select((subject, column) =>
    {
        var name = $"{paper} {("аиоуэ".Contains(subject[0], StringComparison.Ordinal) ? "об" : "о")} {subject}";
        return ($"119{row + 1:00}{column + 1:00}", name, name, $"5.{((row + column) % 3) + 1:00}");
    }));

    /// <summary>Rare forms have the versions that their number says, common ones a long past with an earlier generation.</summary>
    private static IEnumerable<FnsForm> Versions((string Knd, string Name, string Short, string Version) form)
    {
        var minor = int.Parse(form.Version[2..], CultureInfo.InvariantCulture);
        var count = Known.Contains(form) ? VersionsOfCommonForm : minor;
        for (var back = 0; back < count; back++)
        {
            var year = 2024 - back;
            var version = back < minor ? $"5.{minor - back:00}" : $"4.{count - back:00}";
            yield return new FnsForm(form.Knd, form.Name, version, $"{year}-01-01", back == 0 ? "2030-12-31" : $"{year}-12-31", back == 0 ? $"с {year} года" : $"{year} год");
        }
    }
}
