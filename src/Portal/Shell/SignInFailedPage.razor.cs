using Microsoft.AspNetCore.Components;

namespace Portal.Shell;

/// <summary>Says why a sign-in did not end in a session; drawn without a circuit.</summary>
public sealed partial class SignInFailedPage
{
    [SupplyParameterFromQuery] private string? Why { get; set; }
}
