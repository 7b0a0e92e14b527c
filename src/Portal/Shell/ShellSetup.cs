using MudBlazor;
using MudBlazor.Services;
using Portal.Features.Attention;
using Portal.Ui;

namespace Portal.Shell;

/// <summary>The door of Shell and Ui for Program.cs, and with them of the home page.</summary>
public static class ShellSetup
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.PreventDuplicates = true;
            options.SnackbarConfiguration.VisibleStateDuration = 6000;
        });
        services.AddTransient<MudLocalizer, RussianMudLocalizer>();
        services.AddSingleton<MoscowTime>();
        services.AddAttention();

        // Scoped: what the frame shows belongs to one tab.
        services.AddScoped<HeaderState>();
        return services;
    }
}
