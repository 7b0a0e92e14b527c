namespace Portal.Features.Docflows.Replies;

/// <summary>Section <c>Replies</c>: answers to state bodies.</summary>
public sealed class ReplyOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Replies";

    /// <summary>
    /// The value of <c>forceConfirmation</c> by which receipts are signed at once: <c>false</c> in the vendor's corrected wording, <c>true</c> in that of one day of 2018
    /// (contract drafts 5.8.1). It is always sent, and what the service answers decides what happens next.
    /// </summary>
    public bool ForceConfirmationSignsAtOnce { get; set; }
}
