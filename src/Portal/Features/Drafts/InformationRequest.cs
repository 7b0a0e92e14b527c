using System.Globalization;
using System.Text.Json.Nodes;
using FluentValidation;

namespace Portal.Features.Drafts;

/// <summary>What of time a request is about.</summary>
public enum RequestSpan
{
    /// <summary>A year.</summary>
    Year,

    /// <summary>From a day to a day.</summary>
    Period,

    /// <summary>As of a day.</summary>
    Day,
}

/// <summary>A kind of request for information (ИОН; contract drafts 1.7).</summary>
/// <param name="Type">Type of the build: <c>ION4</c>.</param>
/// <param name="Name">What is asked for, for people.</param>
/// <param name="Hint">What it is good for.</param>
/// <param name="Span">What of time it is about.</param>
public sealed record RequestKind(string Type, string Name, string Hint, RequestSpan Span)
{
    /// <summary>The kinds that the tax service takes; ИОН-1 and ИОН-2 are no longer taken since 2023.</summary>
    public static IReadOnlyList<RequestKind> All { get; } =
    [
        new("ION4", "Акт сверки", "Сверить с налоговой начисленное и уплаченное", RequestSpan.Period),
        new("ION7", "Справка о сальдо единого налогового счёта", "Сколько денег или долга на счёте", RequestSpan.Day),
        new("ION8", "Справка о задолженности", "Есть ли долг по налогам, например для банка или тендера", RequestSpan.Day),
        new("ION5", "Справка об исполнении обязанности по уплате налогов", "Подтверждает, что все налоги уплачены", RequestSpan.Day),
        new("ION6", "Справка о принадлежности единого налогового платежа", "Куда налоговая отнесла уплаченные деньги", RequestSpan.Period),
        new("ION9", "Сводная справка о принадлежности единого налогового платежа", "То же одной справкой за период", RequestSpan.Period),
        new("ION3", "Перечень сданных деклараций и отчётов", "Что налоговая получила за год", RequestSpan.Year),
    ];

    /// <summary>The kind of this type, or null.</summary>
    public static RequestKind? Find(string type) => All.FirstOrDefault(kind => kind.Type == type);
}

/// <summary>The form of a request as it is typed.</summary>
public sealed record RequestInput
{
    /// <summary>Type of the build.</summary>
    public string Kind { get; init; } = RequestKind.All[0].Type;

    /// <summary>Inspection, 4 digits.</summary>
    public string Code { get; init; } = "";

    /// <summary>Payer as «INN/KPP» of the account.</summary>
    public string Payer { get; init; } = "";

    /// <summary>Form of the answer (ФормОтв): 1 RTF, 2 XML, 4 PDF.</summary>
    public string Format { get; init; } = "4";

    /// <summary>Year.</summary>
    public string Year { get; init; } = "";

    /// <summary>First day, <c>yyyy-MM-dd</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>Last day, or the day as of which, <c>yyyy-MM-dd</c>.</summary>
    public string To { get; init; } = "";

    /// <summary>Director's or entrepreneur's full name.</summary>
    public string Chief { get; init; } = "";

    /// <summary>The kind chosen.</summary>
    public RequestKind Asked => RequestKind.Find(Kind) ?? RequestKind.All[0];

    internal DateOnly? FirstDay => Day(From);

    internal DateOnly? LastDay => Day(To);

    /// <summary>The time asked about, for people.</summary>
    public string Span => Asked.Span switch
    {
        RequestSpan.Year => $"{Year} год",
        RequestSpan.Day => $"на {Words(LastDay)}",
        _ => $"{Words(FirstDay)} — {Words(LastDay)}",
    };

    private static string Words(DateOnly? day) => day?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

/// <summary>Rules of a request.</summary>
public sealed class RequestRules : AbstractValidator<RequestInput>
{
    /// <summary>Rules; <paramref name="today"/> is the day in Moscow.</summary>
    public RequestRules(DateOnly today)
    {
        RuleFor(request => request.Code).Must(code => code.Length == 4 && code.All(char.IsAsciiDigit)).WithMessage("Код инспекции — 4 цифры");
        RuleFor(request => request.Payer).NotEmpty().WithMessage("Выберите, за кого запрос");
        RuleFor(request => request.Format).Must(format => format is "1" or "2" or "4").WithMessage("Выберите вид ответа");
        RuleFor(request => request.Chief).Must(name => name.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= 2).WithMessage("Укажите фамилию и имя руководителя");
        RuleFor(request => request.Year).Must(year => int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 2000 && number <= today.Year)
            .WithMessage($"Укажите год, не позже {today.Year}").When(request => request.Asked.Span == RequestSpan.Year);
        RuleFor(request => request.From).Must((request, _) => request.FirstDay is not null).WithMessage("Укажите первый день").When(request => request.Asked.Span == RequestSpan.Period);
        RuleFor(request => request.To).Must((request, _) => request.LastDay is not null).WithMessage("Укажите день").When(request => request.Asked.Span != RequestSpan.Year);
        RuleFor(request => request.To).Must((request, _) => request.LastDay <= today).WithMessage("Этот день ещё не наступил")
            .When(request => request.Asked.Span != RequestSpan.Year && request.LastDay is not null);
        RuleFor(request => request.To).Must((request, _) => request.LastDay >= request.FirstDay).WithMessage("Последний день раньше первого")
            .When(request => request.Asked.Span == RequestSpan.Period && request is { FirstDay: not null, LastDay: not null });
    }
}

/// <summary>
/// The contract of a build (contract drafts 1.7). Published are the version, ФормОтв and the block of people; the names of the fields of time (ДатаНач, ДатаКон,
/// ДатаПо, ОтчетГод) are ours, and are to be compared with the vendor's samples before the first request in production.
/// </summary>
internal static class RequestContract
{
    public const string Version = "3";

    public static JsonObject Of(RequestInput request, Destination to, Sending sending)
    {
        var data = new JsonObject { ["ФормОтв"] = int.Parse(request.Format, CultureInfo.InvariantCulture) };
        switch (request.Asked.Span)
        {
            case RequestSpan.Year:
                data["ОтчетГод"] = request.Year;
                break;
            case RequestSpan.Period:
                (data["ДатаНач"], data["ДатаКон"]) = (Sending.Day(request.FirstDay), Sending.Day(request.LastDay));
                break;
            default:
                data["ДатаПо"] = Sending.Day(request.LastDay);
                break;
        }

        var taxpayer = new JsonObject { ["taxpayer-chief-fio"] = request.Chief.Trim(), ["taxpayer-full-name"] = to.Payer!.Name };
        if (to.Kpp is { } kpp)
        {
            taxpayer["kpp"] = kpp;
        }

        return new JsonObject
        {
            ["version"] = Version, ["data"] = data,
            ["additional-org-info"] = new JsonObject
            {
                ["document-sender"] = new JsonObject { ["sender-full-name"] = sending.Name }, ["signer-type"] = sending.IsForAnother ? "representative" : "chief",
                ["taxpayer"] = taxpayer,
            },
        };
    }
}
