namespace Portal.Features.Accounts;

/// <summary>The vendor's words for roles, for people; an unknown one is shown as it is.</summary>
public static class AccountRoleWords
{
    /// <summary>«Администратор», «Пользователь», «Руководитель».</summary>
    public static string Of(string role) => role.ToLowerInvariant() switch
    {
        "admin" => "Администратор",
        "user" => "Пользователь",
        "director" => "Руководитель",
        "" => "—",
        _ => role,
    };
}
