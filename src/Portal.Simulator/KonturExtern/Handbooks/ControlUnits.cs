using System.Globalization;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.KonturExtern.Handbooks;

/// <summary>A state body (auth contract 3.6).</summary>
internal sealed record ControlUnit(string Type, string Code, string Name, string Region, bool IsActive, bool IsTest, string Inn, string Kpp, string? MvdId = null);

/// <summary>Every state body of the sandbox, made by rule: the same list at every start.</summary>
internal sealed class ControlUnits
{
    private const int PlacesPerRegion = 15;
    private readonly Dictionary<string, ControlUnit> byKey;

    public ControlUnits()
    {
        All = [.. Robots().Concat(Inspections()).Concat(Others())];
        byKey = All.GroupBy(unit => $"{unit.Type}:{unit.Code}", StringComparer.OrdinalIgnoreCase).ToDictionary(group => group.Key, group => group.First(), StringComparer.OrdinalIgnoreCase);
    }

    public static IReadOnlyList<string> Types { get; } = ["fns", "fss", "fst", "pfr", "rtn", "stat", "mvd"];

    public IReadOnlyList<ControlUnit> All { get; }

    public ControlUnit? Find(string type, string code) => byKey.GetValueOrDefault($"{type}:{code}");

    public ControlUnit? Find(string code) => Types.Select(type => Find(type, code)).FirstOrDefault(unit => unit is not null);

    private static IEnumerable<ControlUnit> Robots()
    {
        yield return Fns("0087", "Тестовая инспекция 0087 (принимает всё)", "00", isTest: true);
        yield return Fns("0088", "Тестовая инспекция 0088 (отказывает)", "00", isTest: true);
        yield return Fns("0085", "Тестовая инспекция 0085 (присылает уведомление об уточнении)", "00", isTest: true);
        foreach (var code in new[] { "0007", "0008", "0084", "0093", "0094", "0096", "9979" })
        {
            yield return Fns(code, $"Тестовая инспекция {code}", code[..2], isTest: true);
        }

        yield return Unit("stat", "00-87", "Тестовый орган Росстата 00-87 (принимает всё)", "00", true);
        yield return Unit("stat", "00-88", "Тестовый орган Росстата 00-88 (отказывает)", "00", true);
        yield return Unit("pfr", "084-034", "Клиентская служба СФР № 34 (Таймырский муниципальный округ)", "24");
        yield return Unit("fss", "SEDO-TEST", "Тестовый шлюз СЭДО", "00", true);
        yield return Unit("mvd", "660-066", "Тестовое подразделение МВД 660-066 (принимает)", "66", true) with { MvdId = "10660066" };
        yield return Unit("mvd", "770-077", "Тестовое подразделение МВД 770-077 (отказывает с причиной)", "77", true) with { MvdId = "10770077" };
        yield return Unit("mvd", "770-066", "Тестовое подразделение МВД 770-066 (отказывает)", "77", true) with { MvdId = "10770066" };
    }

    private static IEnumerable<ControlUnit> Inspections()
    {
        foreach (var (region, name) in Regions.All)
        {
            yield return Fns($"{region}00", $"УФНС России ({name})", region);
            for (var number = 1; number <= 6; number++)
            {
                yield return Fns($"{region}{number:00}", $"Межрайонная ИФНС России № {number} ({name})", region, isActive: number != 6 || region[1] is not ('3' or '7'));
            }
        }

        yield return Fns("9977", "Межрегиональная инспекция ФНС России по централизованной обработке данных № 1", "99");
        yield return Fns("9971", "Межрегиональная инспекция ФНС России по крупнейшим налогоплательщикам № 1", "99");
    }

    private static IEnumerable<ControlUnit> Others()
    {
        foreach (var (region, name) in Regions.All)
        {
            for (var number = 1; number <= PlacesPerRegion; number++)
            {
                var isFirst = number == 1;
                var isActive = isFirst || (int.Parse(region, CultureInfo.InvariantCulture) + number) % 5 != 0;
                yield return Unit("pfr", $"0{region}-{number:000}", $"Отделение СФР ({name}), клиентская служба № {number}", region) with { IsActive = isActive };
                yield return Unit("fss", $"{region}{number:000}", $"Филиал № {number} отделения СФР ({name})", region) with { IsActive = isActive };
                yield return Unit("fst", isFirst ? $"{region}0" : $"{region}0-{number}", $"Орган тарифного регулирования № {number} ({name})", region) with { IsActive = isActive };
                yield return Unit("rtn", isFirst ? $"{region}1" : $"{region}1-{number}", $"Управление Росприроднадзора № {number} ({name})", region) with { IsActive = isActive };
                yield return Unit("stat", $"{region}-{number - 1:00}", $"Территориальный орган Росстата № {number} ({name})", region) with { IsActive = isActive };
                yield return Unit("mvd", $"{region}0-{number:000}", $"Отдел № {number} управления по вопросам миграции МВД ({name})", region) with { IsActive = isActive, MvdId = $"10{region}{number:0000}" };
            }
        }
    }

    private static ControlUnit Fns(string code, string name, string region, bool isTest = false, bool isActive = true) =>
        new("fns", code, name, region, isActive, isTest, InnOf(code), $"{code}01001");

    private static ControlUnit Unit(string type, string code, string name, string region, bool isTest = false) =>
        new(type, code, name, region, true, isTest, InnOf(region + type), $"{region}0101001");

    /// <summary>A made-up INN with a right control digit.</summary>
    private static string InnOf(string seed)
    {
        var region = char.IsAsciiDigit(seed[0]) && char.IsAsciiDigit(seed[1]) && seed[..2] != "00" ? seed[..2] : "77";
        var number = seed.Aggregate(17, (sum, letter) => ((sum * 31) + letter) % 9999999);
        return RussianCodes.InnOf(region + number.ToString("0000000", CultureInfo.InvariantCulture));
    }

    /// <summary>The certificate that signs for this body.</summary>
    public static SandboxCertificate CertificateOf(CertificateVault vault, ControlUnit unit) => vault.StateBody($"{unit.Type}-{unit.Code}", unit.Name, unit.Inn);
}
