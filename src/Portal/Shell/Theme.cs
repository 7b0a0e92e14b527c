using MudBlazor;

namespace Portal.Shell;

/// <summary>The palette of MudBlazor, the same colours as the tokens of portal.css.</summary>
public static class Theme
{
    private static readonly string[] Fonts = ["Roboto", "Segoe UI", "Arial", "sans-serif"];

    public static MudTheme Portal { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6371", PrimaryContrastText = "#ffffff", Secondary = "#525e66", SecondaryContrastText = "#ffffff", Tertiary = "#525e66",
            Info = "#1a5dad", Success = "#1c6e3c", Warning = "#8a5300", Error = "#b3261e", Dark = "#182126",
            WarningContrastText = "#ffffff", ErrorContrastText = "#ffffff", SuccessContrastText = "#ffffff", InfoContrastText = "#ffffff",
            TextPrimary = "#182126", TextSecondary = "#525e66", TextDisabled = "#838e95", ActionDefault = "#525e66", ActionDisabled = "#838e95",
            Background = "#f3f5f6", BackgroundGray = "#eceff1", Surface = "#ffffff", DrawerBackground = "#f3f5f6", DrawerText = "#182126", DrawerIcon = "#525e66",
            AppbarBackground = "#ffffff", AppbarText = "#182126", LinesDefault = "#dce1e4", LinesInputs = "#838e95", TableLines = "#dce1e4", Divider = "#dce1e4",
            Skeleton = "#eceff1", TableHover = "#f1f5f6", HoverOpacity = .06,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#63c3d1", PrimaryContrastText = "#08252b", Secondary = "#a6b2b9", SecondaryContrastText = "#12171a", Tertiary = "#a6b2b9",
            Info = "#8dbdf5", Success = "#7fd19b", Warning = "#f2bd66", Error = "#f5a39c", Dark = "#e7ecef",
            WarningContrastText = "#12171a", ErrorContrastText = "#12171a", SuccessContrastText = "#12171a", InfoContrastText = "#12171a",
            TextPrimary = "#e7ecef", TextSecondary = "#a6b2b9", TextDisabled = "#7d8a92", ActionDefault = "#a6b2b9", ActionDisabled = "#7d8a92",
            Background = "#12171a", BackgroundGray = "#232c31", Surface = "#1a2125", DrawerBackground = "#12171a", DrawerText = "#e7ecef", DrawerIcon = "#a6b2b9",
            AppbarBackground = "#1a2125", AppbarText = "#e7ecef", LinesDefault = "#303b41", LinesInputs = "#7d8a92", TableLines = "#303b41", Divider = "#303b41",
            Skeleton = "#232c31", TableHover = "#222b30", HoverOpacity = .08,
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "56px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = ".9375rem", LineHeight = "1.45", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Fonts, FontSize = "1.5rem", FontWeight = "500", LineHeight = "1.25", LetterSpacing = "normal" },
            H2 = new H2Typography { FontFamily = Fonts, FontSize = "1.125rem", FontWeight = "500", LineHeight = "1.3", LetterSpacing = "normal" },
            H3 = new H3Typography { FontFamily = Fonts, FontSize = ".9375rem", FontWeight = "500", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.125rem", FontWeight = "500", LineHeight = "1.3", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = ".9375rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = ".875rem", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Fonts, FontSize = ".9375rem", FontWeight = "500", LineHeight = "1.5", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Fonts, FontSize = ".8125rem", LineHeight = "1.4", LetterSpacing = "normal" },
        },
    };
}
