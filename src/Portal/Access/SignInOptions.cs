namespace Portal.Access;

/// <summary>Section <c>SignIn</c>: the partner's OpenID provider.</summary>
public sealed class SignInOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SignIn";

    /// <summary>Issuer of the provider; its discovery document is read from here.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Our client id there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Our client secret; or give <see cref="ClientSecretFile"/>.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>File that holds the client secret; relative to the data folder.</summary>
    public string ClientSecretFile { get; set; } = "";

    /// <summary>Claim that holds the role.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>Value of that claim for users of the portal.</summary>
    public string UserRole { get; set; } = "user";

    /// <summary>Value of that claim for administrators.</summary>
    public string AdminRole { get; set; } = "admin";

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems(Func<string, string> resolve, bool development)
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer))
        {
            yield return "SignIn:Issuer is missing or not an absolute address";
        }
        else if (!development && issuer.Scheme != Uri.UriSchemeHttps)
        {
            yield return "SignIn:Issuer must be an https address";
        }

        if (string.IsNullOrWhiteSpace(ClientId))
        {
            yield return "SignIn:ClientId is missing";
        }

        if (string.IsNullOrWhiteSpace(ClientSecret) && (string.IsNullOrWhiteSpace(ClientSecretFile) || !File.Exists(resolve(ClientSecretFile))))
        {
            yield return "SignIn:ClientSecret is missing (or SignIn:ClientSecretFile names no file)";
        }

        if (string.IsNullOrWhiteSpace(RoleClaim) || string.IsNullOrWhiteSpace(UserRole) || string.IsNullOrWhiteSpace(AdminRole))
        {
            yield return "SignIn:RoleClaim, SignIn:UserRole and SignIn:AdminRole must not be empty";
        }
    }
}
