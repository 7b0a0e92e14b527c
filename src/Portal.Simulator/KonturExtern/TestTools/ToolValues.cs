using System.Security.Cryptography;
using System.Xml;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Values of the requests: what is given is checked (400), what is missing is generated with right control digits (test tools contract).</summary>
internal static class ToolValues
{
    private const int LongestText = 255;
    private static readonly string[] Surnames = ["Абрамов", "Белов", "Виноградов", "Громов", "Данилов", "Ершов", "Журавлёв", "Зимин", "Калинин", "Лаптев", "Морозов", "Носков", "Орлов", "Поляков"];
    private static readonly string[] Names = ["Алексей", "Борис", "Виктор", "Геннадий", "Дмитрий", "Егор", "Иван", "Кирилл", "Леонид", "Максим", "Николай", "Павел"];
    private static readonly string[] Patronymics = ["Андреевич", "Борисович", "Васильевич", "Геннадьевич", "Дмитриевич", "Иванович", "Львович", "Николаевич", "Олегович", "Петрович"];
    private static readonly string[] Firms = ["Заря", "Горизонт", "Меридиан", "Родник", "Созвездие", "Тайга", "Уралец", "Форпост", "Эталон", "Янтарь"];

    /// <summary>Ten digits.</summary>
    public static string OrganizationInn(string? given) =>
        Text(given, "inn") is not { } inn ? RussianCodes.InnOf(Region() + Digits(7))
            : inn.Length == 10 && RussianCodes.IsInn(inn) ? inn
            : throw Wrong("inn", "нужен ИНН организации: десять цифр с верной контрольной");

    /// <summary>Twelve digits.</summary>
    public static string PersonalInn(string? given = null) =>
        Text(given, "inn") is not { } inn ? RussianCodes.InnOf(Region() + Digits(8))
            : inn.Length == 12 && RussianCodes.IsInn(inn) ? inn
            : throw Wrong("inn", "нужен ИНН физического лица: двенадцать цифр с верными контрольными");

    /// <summary>Of an organisation or of a person.</summary>
    public static string Inn(string? given) => given?.Trim().Length == 12 ? PersonalInn(given) : OrganizationInn(given);

    /// <summary>By the inspection that the INN begins with; nobody has one whose INN has twelve digits.</summary>
    public static string? Kpp(string? given, string inn) =>
        Text(given, "kpp") is not { } kpp ? inn.Length == 10 ? $"{inn[..4]}01001" : null
            : RussianCodes.IsKppForm(kpp) ? kpp
            : throw Wrong("kpp", "нужны девять знаков: четыре цифры, две цифры или заглавные латинские буквы, три цифры");

    public static string Snils() => RussianCodes.SnilsOf(RandomNumberGenerator.GetInt32(1, 9) + Digits(8));

    /// <summary>Ten digits that no reserved or seeded phone begins like.</summary>
    public static string Phone(string? given) =>
        Text(given, "phone") is not { } phone ? "999" + Digits(7)
            : PhoneNumber.Normalise(new string([.. phone.Where(letter => letter is not (' ' or '-' or '(' or ')' or '+'))]))
                ?? throw Wrong("phone", "нужны десять цифр, можно с 7 или 8 впереди");

    public static Fio Fio(string? surname, string? name, string? patronymic) => new(
        Word(surname, "surname") ?? Any(Surnames), Word(name, "firstName") ?? Any(Names), Text(patronymic, "patronymic") ?? Any(Patronymics));

    public static string OrganizationName(string? given) => Text(given, "organizationName") ?? $"ООО «{Any(Firms)}-{Digits(4)}»";

    /// <summary>A text without surrounding blanks; null when there is nothing.</summary>
    public static string? Text(string? given, string property, int longest = LongestText) =>
        string.IsNullOrWhiteSpace(given) ? null
            : given.Length > longest ? throw Wrong(property, $"не больше {longest} знаков")
            : given.Any(letter => char.IsControl(letter) && letter is not ('\r' or '\n' or '\t')) || !IsXml(given) ? throw Wrong(property, "в тексте есть недопустимые знаки")
            : given.Trim();

    public static string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + RandomNumberGenerator.GetInt32(10))));

    public static ExternException Wrong(string property, string why) => ExternException.BadRequest($"Неверное значение {property}: {why}.");

    private static string? Word(string? given, string property) =>
        Text(given, property) is not { } word ? null : word.Any(char.IsWhiteSpace) ? throw Wrong(property, "одно слово, без пробелов") : word;

    private static bool IsXml(string text)
    {
        try
        {
            return XmlConvert.VerifyXmlChars(text) is not null;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static string Region() => Handbooks.Regions.All[RandomNumberGenerator.GetInt32(Handbooks.Regions.All.Count)].Code;

    private static string Any(string[] from) => from[RandomNumberGenerator.GetInt32(from.Length)];
}

/// <summary>A name in three parts, as all test tools spell it.</summary>
internal sealed record Fio(string Surname, string Name, string? Patronymic)
{
    public string Full => Patronymic is null ? $"{Surname} {Name}" : $"{Surname} {Name} {Patronymic}";
}
