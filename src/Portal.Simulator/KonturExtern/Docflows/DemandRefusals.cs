namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Codes with which a demand may be refused (drafts contract 5.9).</summary>
internal static class DemandRefusals
{
    public const string Schema = "0300300001";
    public const string ForeignPayer = "0400100005";
    public const string AttachmentsCount = "0300300030";
    public const string WrongSignature = "0100100004";

    public static IReadOnlyDictionary<string, string> Texts { get; } = new Dictionary<string, string>
    {
        [Schema] = "Файл документа не соответствует схеме.",
        [ForeignPayer] = "ИНН-КПП документа не принадлежат ни одной организации получателя.",
        [AttachmentsCount] = "Число приложений не совпадает с указанным в описи документа.",
        [WrongSignature] = "Подпись не соответствует содержимому файла.",
        ["0100300003"] = "Контейнер зашифрован для другого получателя.",
    };
}
