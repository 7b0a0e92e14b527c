using System.Text.Json.Serialization;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>The answer of init (drafts contract 2.2): both ids are always there, one of them null.</summary>
internal sealed record SignInitResult(
    IReadOnlyList<Link> Links,
    IReadOnlyList<Link> DocumentsToSign,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TaskId,
    string ConfirmType)
{
    public static SignInitResult Of(SignRequest request, IReadOnlyList<Link> signing) =>
        new([], signing, request.TaskId is null ? request.Id.ToString() : null, request.TaskId?.ToString(), request.ConfirmType);
}
