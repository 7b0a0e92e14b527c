using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Confirmations;

/// <summary>What would be signed now.</summary>
public abstract record Pin
{
    /// <summary>It may be signed; names and digests stand as they are at this moment.</summary>
    public sealed record Ready(SigningRequest Request, string Title) : Pin;

    /// <summary>It may not, and why, in words for the person.</summary>
    public sealed record Refused(string Why, string Title) : Pin;
}

/// <summary>
/// One kind of thing that a cloud certificate is asked for: implemented by the feature that owns it. The operation's record, its codes and its
/// dialog are the same for all kinds; which calls are made at the vendor, and what comes after, is the kind's.
/// </summary>
public interface ISigningSubject
{
    /// <summary>Which kind.</summary>
    SigningKind Kind { get; }

    /// <summary>Pins what would be signed with this certificate.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    Task<Pin> PinAsync(Actor actor, string subjectId, string thumbprint, CancellationToken cancellationToken);

    /// <summary>Why what would be signed is not what was shown, in words for the person; null when it is.</summary>
    /// <exception cref="VendorException">The vendor could not be asked; nothing is signed.</exception>
    Task<string?> WhatChangedAsync(Signing signing, CancellationToken cancellationToken);

    /// <summary>Begins at the vendor: a code or a push goes out. By a press only.</summary>
    /// <exception cref="VendorException">Refused, or unclear.</exception>
    Task<SignInitResult> BeginAsync(Signing signing);

    /// <summary>Sends the code, once.</summary>
    /// <exception cref="VendorException">Not taken, or unclear.</exception>
    Task ConfirmAsync(Signing signing, string code, CancellationToken cancellationToken);

    /// <summary>Reads the task of MyDSS; the reading that finds it finished attaches the signature (contract drafts 2.1).</summary>
    Task<ExternTask> AskPhoneAsync(Signing signing, CancellationToken cancellationToken);

    /// <summary>Whether everything carries a signature by this operation's certificate.</summary>
    Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken);

    /// <summary>Goes on with what is signed; may be called again. Returns what there is to say about it, else null.</summary>
    Task<string?> SignedAsync(Signing signing);
}

/// <summary>The kinds.</summary>
public sealed class SigningSubjects(IEnumerable<ISigningSubject> kinds)
{
    private readonly Dictionary<SigningKind, ISigningSubject> kinds = kinds.ToDictionary(kind => kind.Kind);

    /// <summary>The kind of an operation.</summary>
    public ISigningSubject Of(SigningKind kind) => kinds[kind];
}
