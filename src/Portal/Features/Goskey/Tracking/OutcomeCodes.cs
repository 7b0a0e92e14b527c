namespace Portal.Features.Goskey.Tracking;

/// <summary>Codes that end an order (contract goskey 4.2, 4.4). Compared without regard to case.</summary>
public static class OutcomeCodes
{
    /// <summary>4.2: the recipient refused.</summary>
    public const string SignReject = "SIGN_REJECT";

    /// <summary>4.2: the time for signing ran out.</summary>
    public const string Expired = "EXPIRED";

    /// <summary>4.2: an error in the request, or inside.</summary>
    public const string RequestError = "REQUEST_ERROR";

    /// <summary>4.2: the check of the sender's signature was not answered in eight hours.</summary>
    public const string SenderNotAnswered = "STATE_EDS_NO_ANSWER";

    /// <summary>4.2: no account for the SNILS.</summary>
    public const string SnilsNotFound = "SNILS_NOT_FOUND";

    /// <summary>4.2: Goskey did not find a file of the result.</summary>
    public const string ResultFileMissing = "RESULT_FILE_NOT_FOUND";

    /// <summary>4.2: the request and the files do not fit each other.</summary>
    public const string FileMap = "FILE_MAP_FAIL";

    /// <summary>4.2: the name of a file's type is too long.</summary>
    public const string MimeType = "MIMETYPE_LENGTH_INCORRECT";

    /// <summary>4.4: more orders than the limits of 3.11 allow.</summary>
    public const string Limitation = "LIMITATION_EXCEPTION";

    /// <summary>4.4: the ZIP holds folders.</summary>
    public const string FilesStructure = "INVALID_FILES_STRUCTURE";

    /// <summary>4.4: request or attachments are refused.</summary>
    public const string Validation = "VALIDATION_ERROR";

    /// <summary>4.4: no <c>req.xml</c>.</summary>
    public const string RequestMissing = "REQ_NOT_FOUND";

    /// <summary>4.4: no business XML.</summary>
    public const string BusinessRequestMissing = "MPC_NOT_FOUND";

    /// <summary>4.4: the request does not match the sender.</summary>
    public const string RequestNotVerified = "REQ_VERIFY_FAILED";

    /// <summary>4.4: a signature of ours is missing or invalid.</summary>
    public const string FilesNotVerified = "FILES_VERIFICATION_FAILED";

    /// <summary>4.4: EPGU failed.</summary>
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>4.4: no power, or the system is not set up.</summary>
    public const string OrderForbidden = "CREATE_ORDER_FORBIDDEN";
}
