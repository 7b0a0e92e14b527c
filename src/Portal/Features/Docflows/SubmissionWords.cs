using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>Words for what is handed to the tax service and is neither report nor letter: submissions, answers to demands, applications (contract drafts 5.6, 6.6, 6.7).</summary>
internal static class SubmissionWords
{
    private static readonly string[] Types = ["fns534-submission", "fns534-inventory", "fns534-application"];

    /// <summary>True for a docflow type of these, or a document of one.</summary>
    public static bool IsOne(string name) => Types.Any(type => name == type || name.StartsWith(type + "-", StringComparison.Ordinal));

    /// <summary>What the documents of their own are called; null for those that every docflow has.</summary>
    public static string? Document(string name) => name switch
    {
        "fns534-submission-message" => "Представление документов",
        "fns534-inventory-message" => "Опись документов",
        "fns534-application" => "Заявление",
        "fns534-application-processing-result-positive" => "Сообщение о проставлении отметки",
        "fns534-application-processing-result-negative" => "Сообщение об отказе в отметке",
        _ => null,
    };

    /// <summary>What the coming of a document means; null when it is no event of its own.</summary>
    public static (string Sentence, StatusTone Tone)? Event(string name) => name switch
    {
        "fns534-submission-message" => ("Документы отправлены", StatusTone.UnderWay),
        "fns534-inventory-message" => ("Ответ на требование отправлен", StatusTone.UnderWay),
        "fns534-application" => ("Заявление отправлено", StatusTone.UnderWay),
        "fns534-application-processing-result-positive" => ("Инспекция проставила отметку", StatusTone.Accepted),
        "fns534-application-processing-result-negative" => ("Инспекция отказала в отметке", StatusTone.Refused),
        _ when !IsOne(name) => null,
        _ when name.EndsWith("-acceptance-result-positive", StringComparison.Ordinal) => ("Инспекция приняла документы", StatusTone.Accepted),
        _ when name.EndsWith("-acceptance-result-negative", StringComparison.Ordinal) => ("Инспекция отказала в приёме", StatusTone.Refused),
        _ => null,
    };
}
