using Portal.Ui;

namespace Portal.Features.Goskey.Tracking;

/// <summary>How a package stands, for people.</summary>
/// <param name="Word">For the chip.</param>
/// <param name="Tone">Its colour.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Advice">What to do; empty when nothing is to be done.</param>
public sealed record Outcome(string Word, StatusTone Tone, string Sentence, string Advice = "");

/// <summary>Every state of a package, and every code of EPGU that ended one, in words (contract goskey 4.1 to 4.4). Codes not known here are shown as they are.</summary>
public static class OutcomeWords
{
    private const string Again = "Нажмите «Отправить заново».";
    private const string AgainWhenMended = "После исправления нажмите «Отправить заново».";
    private const string AskAdmin = "Сообщите администратору портала";

    /// <summary>How a package stands.</summary>
    public static Outcome Of(Package package) => package.State switch
    {
        PackageState.Draft => new("Черновик", StatusTone.Neutral, "Пакет ещё не отправлен."),
        PackageState.Group => new("Список", StatusTone.Neutral, "Каждому получателю из списка отправляется отдельный пакет."),
        PackageState.Queued => new(
            "В очереди", StatusTone.UnderWay, "Пакет ждёт своей очереди на отправку: Госуслуги принимают не больше 20 пакетов за 10 минут.", "Пока он ждёт, отправку можно отменить."),
        PackageState.Sending => new("Отправляется", StatusTone.UnderWay, "Портал собирает, подписывает и загружает пакет."),
        PackageState.Checking => new("Проверяем", StatusTone.UnderWay, "Пакет ушёл, но ответ Госуслуг потерялся. Портал проверяет, принят ли он; второй раз пакет не отправляется."),
        PackageState.Waiting => OfWaiting(package),
        PackageState.Signed => OfSigned(package),
        PackageState.Refused => new(
            "Отказ", StatusTone.Refused, "Получатель отказался подписывать документы в приложении «Госключ».",
            "Узнайте у получателя, с чем он не согласен: причину отказа Госключ не передаёт. Когда договоритесь, нажмите «Отправить заново»."),
        PackageState.Expired => new(
            "Время вышло", StatusTone.NeedsYou, "За отведённое время получатель не подписал и не отклонил документы, пакет закрыт.",
            $"Проверьте, что у получателя установлено приложение «Госключ», в нём выпущен сертификат нужного вида и включены уведомления. {Again}"),
        PackageState.NoRecipient => new(
            "Получатель не найден", StatusTone.NeedsYou, "На Госуслугах нет подтверждённой учётной записи с таким СНИЛС, поэтому документы никому не показаны.",
            "Сверьте СНИЛС с получателем. Если он верен, получателю нужно подтвердить учётную запись на Госуслугах и войти с ней в «Госключ». Затем нажмите «Отправить заново»."),
        PackageState.SenderNotConfirmed => new(
            "Подпись отправителя не подтверждена", StatusTone.NeedsYou, "Проверка нашей подписи не завершилась за 8 часов, получатель документов не увидел.",
            $"{AskAdmin}: нужно проверить сертификат организации-отправителя. {AgainWhenMended}"),
        PackageState.Rejected => OfRejected(package),
        PackageState.Failed => OfFailed(package),
        PackageState.NotSent => new("Не отправлен", StatusTone.NeedsYou, package.Problem ?? "Пакет не отправлен, получатель ничего не получил.", "Нажмите «Отправить ещё раз»."),
        // The number is empty (status 0): nothing can be signed, so another package does no harm.
        PackageState.Attention when package.StatusId == 0 => new("Не дошёл", StatusTone.NeedsYou, package.Problem ?? "Пакет до Госуслуг не дошёл.", $"{AskAdmin}. Пакет можно отправить заново."),
        _ => new(
            "Нужна проверка", StatusTone.NeedsYou, package.Problem ?? "Что стало с пакетом, выяснить не удалось.",
            $"{AskAdmin}. Не отправляйте пакет заново, пока не ясно, дошёл ли он."),
    };

    private static Outcome OfWaiting(Package package) => package.StatusId switch
    {
        17 or 2 or 21 => new(
            "Ждёт подписи", StatusTone.UnderWay, "Госуслуги передают документы получателю в приложение «Госключ».",
            "Ничего делать не нужно: портал спрашивает сам и сообщит, чем закончилось."),
        15 => new("Ждёт исправления", StatusTone.NeedsYou, "Госуслуги сообщают, что заявление требует исправления.", $"{AskAdmin}: исправить отправленный пакет нельзя, нужно понять причину."),
        null or 0 => Is(package.EnvelopeCode, "RETRY")
            ? new("Проверяется", StatusTone.UnderWay, "Проверка пакета на Госуслугах прервалась и будет повторена.", "Ничего делать не нужно.")
            : Is(package.EnvelopeCode, "FILES_VERIFICATION") || Is(package.EnvelopeCode, "FILES_VERIFICATION_SUCCESS")
            ? new("Проверяется", StatusTone.UnderWay, "Госуслуги проверяют подписи отправителя.", "Ничего делать не нужно.")
            : new("Проверяется", StatusTone.UnderWay, "Госуслуги приняли пакет и проверяют его.", "Ничего делать не нужно."),
        _ => new("В обработке", StatusTone.UnderWay, $"Госуслуги обрабатывают пакет{Told(package.StatusTitle)}.", "Ничего делать не нужно: портал спрашивает сам."),
    };

    private static Outcome OfSigned(Package package) =>
        package.Alarms > 0 ? new(
            "Подпись под вопросом", StatusTone.Refused, "Госуслуги сообщили, что документы подписаны, но проверка подписей на портале нашла ошибку.",
            "Не полагайтесь на подпись, пока не разобрались: ниже сказано, что не так с каждым документом. " + AskAdmin + ".")
        : package.ResultsAt is not null ? new("Подписан", StatusTone.Accepted, "Получатель подписал все документы, подписи проверены порталом.")
        : package.Problem is { } stuck ? new("Подписи не получены", StatusTone.NeedsYou, $"Получатель подписал документы, но портал несколько часов не может получить подписи. {stuck}", $"{AskAdmin}. Портал продолжает попытки.")
        : package.ResultsProblem is { } problem ? new("Подписан", StatusTone.UnderWay, $"Получатель подписал документы, но подписи ещё не получены. {problem}", "Портал повторяет сам.")
        : new("Подписан", StatusTone.UnderWay, "Получатель подписал документы. Портал скачивает и проверяет подписи.");

    private static Outcome OfRejected(Package package)
    {
        var (sentence, advice) = Code(package.EnvelopeCode) switch
        {
            OutcomeCodes.Limitation => (
                "Госуслуги не приняли пакет: превышен лимит отправки, 20 пакетов за 10 минут. Получатель документов не увидел.", "Через 10 минут нажмите «Отправить заново»."),
            OutcomeCodes.FilesStructure => ("Госуслуги отклонили пакет: в архиве есть вложенные папки.", $"Это ошибка портала. {AskAdmin}."),
            OutcomeCodes.Validation => (
                "Госуслуги отклонили пакет: запрос или документы не прошли проверку состава, формата, размера или имён.",
                $"Проверьте документы и сведения о получателе. {AgainWhenMended}"),
            OutcomeCodes.RequestMissing => ("Госуслуги отклонили пакет: в архиве нет запроса req.xml.", $"Это ошибка портала. {AskAdmin}."),
            OutcomeCodes.BusinessRequestMissing => ("Госуслуги отклонили пакет: в архиве нет описания заявления.", $"Это ошибка портала. {AskAdmin}."),
            OutcomeCodes.RequestNotVerified => (
                "Госуслуги отклонили пакет: данные запроса не совпали с данными отправителя.",
                $"{AskAdmin}: нужно сверить мнемонику, ИНН и название организации в профиле отправителя. {AgainWhenMended}"),
            OutcomeCodes.FilesNotVerified => (
                "Госуслуги отклонили пакет: наша подпись под одним из файлов отсутствует или не прошла проверку.",
                $"{AskAdmin}: нужно проверить сертификат организации-отправителя. {AgainWhenMended}"),
            OutcomeCodes.InternalError => (
                "Госуслуги не смогли обработать пакет: на их стороне произошла ошибка. Получатель документов не увидел.", "Подождите несколько минут и нажмите «Отправить заново»."),
            OutcomeCodes.OrderForbidden => (
                "Госуслуги не разрешают отправителю создавать заявления: нет полномочия или настройки системы.",
                $"{AskAdmin}: нужны доверенность на отправку в Госключ (шаг 11) и настройка системы (шаги 18 и 23 списка подключения). {AgainWhenMended}"),
            var code => ($"Госуслуги отклонили пакет{(code is null ? "" : $" с кодом {package.EnvelopeCode}")}.", $"{AskAdmin}. {AgainWhenMended}"),
        };
        return new("Отклонён Госуслугами", StatusTone.Refused, sentence + Comment(package), advice);
    }

    private static Outcome OfFailed(Package package)
    {
        var (sentence, advice) = Code(package.AgencyCode) switch
        {
            OutcomeCodes.RequestError => (
                "Госключ не смог обработать запрос: ошибка в запросе или на стороне Госключа.",
                $"Попробуйте отправить заново. Если ошибка повторится, {Lower(AskAdmin)}: вопросы об услуге принимает api_goskey@digital.gov.ru."),
            OutcomeCodes.ResultFileMissing => (
                "Госключ не нашёл файл результата, подписей нет.", $"{AskAdmin}: вопросы об услуге принимает api_goskey@digital.gov.ru. Пакет можно отправить заново."),
            OutcomeCodes.FileMap => ("Госключ не сопоставил документы запроса с файлами пакета.", $"Это ошибка портала. {AskAdmin}."),
            OutcomeCodes.MimeType => ("Госключ не принял тип файла: его название длиннее 50 знаков.", "Сохраните документ в другом формате, лучше в PDF, и отправьте заново."),
            _ when package.StatusId == 10 => ("Заявление отменено на Госуслугах.", "Пакет можно отправить заново."),
            _ when package.StatusId is 22 or 24 => ("Госуслуги не смогли передать пакет в Госключ.", "Подождите несколько минут и отправьте заново."),
            _ => ($"Заявление завершилось ошибкой{Told(package.StatusTitle)}{(package.AgencyCode is { } code ? $", код {code}" : "")}.", $"{AskAdmin}. Пакет можно отправить заново."),
        };
        return new("Ошибка Госуслуг", StatusTone.Refused, sentence + Comment(package), advice);
    }

    // Codes are constants in upper case; EPGU writes them in either.
    private static string? Code(string? code) => code?.ToUpperInvariant();

    private static bool Is(string? code, string known) => string.Equals(code, known, StringComparison.OrdinalIgnoreCase);

    private static string Told(string? title) => title is null ? "" : $": «{title}»";

    private static string Comment(Package package) =>
        package.Comment is { Length: > 0 } told && !told.Equals(package.StatusTitle, StringComparison.OrdinalIgnoreCase) ? $" Госуслуги поясняют: «{told}»." : "";

    private static string Lower(string words) => char.ToLowerInvariant(words[0]) + words[1..];
}
