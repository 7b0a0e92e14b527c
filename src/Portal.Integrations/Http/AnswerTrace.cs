namespace Portal.Integrations.Http;

/// <summary>Carried by a call whose success must be provable later: takes the request id of the answer (contract auth 1.1, <c>X-Kontur-Trace-Id</c>).</summary>
public sealed class AnswerTrace
{
    /// <summary>Name of the request's property.</summary>
    public const string Name = "answer-trace";

    private const string Header = "X-Kontur-Trace-Id";
    private static readonly HttpRequestOptionsKey<AnswerTrace?> Key = new(Name);

    /// <summary>The request id; null until an answer came, or when it has none.</summary>
    public string? Id { get; private set; }

    /// <summary>Takes the id of an answer for the call that asked for it.</summary>
    internal static void Take(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.Options.TryGetValue(Key, out var trace) && trace is not null)
        {
            trace.Id = response.Headers.TryGetValues(Header, out var values) ? values.FirstOrDefault() : null;
        }
    }
}
