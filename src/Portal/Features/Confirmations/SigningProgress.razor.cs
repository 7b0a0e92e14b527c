using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Portal.Ui;

namespace Portal.Features.Confirmations;

/// <summary>Where an operation stands, with a word and an icon, and what to do; the code field is given from outside.</summary>
public sealed partial class SigningProgress(IOptions<ConfirmationOptions> options, TimeProvider clock) : PortalComponent
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);

    [Parameter, EditorRequired] public Signing Signing { get; set; } = null!;
    [Parameter] public RenderFragment? ChildContent { get; set; }

    // The service documents no lifetime: said as a guess, never a reason to refuse a code.
    private string Countdown
    {
        get
        {
            if (Signing.AskedAt is not { } asked)
            {
                return "";
            }

            var left = asked + options.Value.CodeLifetime - clock.GetUtcNow();
            return left <= TimeSpan.Zero ? "Код, скорее всего, уже не действует. Если Контур его не примет, запросите новый."
                : left < TimeSpan.FromMinutes(1) ? "Код действует примерно ещё меньше минуты."
                : $"Код действует примерно ещё {Plural.Of((long)Math.Ceiling(left.TotalMinutes), "минуту", "минуты", "минут")}.";
        }
    }

    protected override void OnInitialized() => Own(clock.CreateTimer(_ => _ = RedrawAsync(), null, Step, Step));
}
