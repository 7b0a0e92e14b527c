using System.Globalization;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Portal.Shell;

/// <summary>MudBlazor's built-in texts in Russian. Asked only when the UI culture is not English.</summary>
public sealed class RussianMudLocalizer : MudLocalizer
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["Converter_ConversionError"] = "Не удалось прочитать значение: {0}",
        ["Converter_ConversionFailed"] = "Не удалось прочитать значение: {2}",
        ["Converter_ConversionNotImplemented"] = "Такое значение прочитать нельзя",
        ["Converter_InvalidBoolean"] = "Нужно «да» или «нет»",
        ["Converter_InvalidDateTime"] = "Такой даты нет",
        ["Converter_InvalidGUID"] = "Неверный идентификатор",
        ["Converter_InvalidNumber"] = "Нужно число",
        ["Converter_InvalidTimeSpan"] = "Неверное время",
        ["Converter_InvalidType"] = "Неверное значение",
        ["Converter_NotValueOf"] = "Такого значения нет в списке",
        ["Converter_UnableToConvert"] = "Не удалось прочитать значение",
        ["HeatMap_Less"] = "Меньше",
        ["HeatMap_More"] = "Больше",
        ["MudAlert_Close"] = "Закрыть",
        ["MudBaseDatePicker_NextMonth"] = "Следующий месяц: {0}",
        ["MudBaseDatePicker_NextYear"] = "Следующий год: {0}",
        ["MudBaseDatePicker_Open"] = "Открыть календарь",
        ["MudBaseDatePicker_PrevMonth"] = "Предыдущий месяц: {0}",
        ["MudBaseDatePicker_PrevYear"] = "Предыдущий год: {0}",
        ["MudBreadcrumbs_Label"] = "Путь",
        ["MudCarousel_Index"] = "Слайд {0}",
        ["MudCarousel_Next"] = "Следующий",
        ["MudCarousel_Previous"] = "Предыдущий",
        ["MudChip_Close"] = "Убрать",
        ["MudDateRangePicker_End"] = "Конец периода",
        ["MudDateRangePicker_Start"] = "Начало периода",
        ["MudDialog_Close"] = "Закрыть",
        ["MudExitPrompt_Cancel"] = "Остаться",
        ["MudExitPrompt_Exit"] = "Уйти",
        ["MudExitPrompt_Text"] = "Уйти со страницы? Несохранённые изменения пропадут.",
        ["MudExitPrompt_Title"] = "Уйти со страницы?",
        ["MudFileUpload_Button"] = "Выбрать файлы",
        ["MudFileUpload_DragAndDrop"] = "Перетащите файлы сюда или нажмите, чтобы выбрать",
        ["MudFileUpload_FileSizeError"] = "Файл «{0}» больше {1} байт.",
        ["MudFileUpload_MaximumFileCountExceeded"] = "Выбрано файлов: {0}, а можно не больше {1}",
        ["MudFormComponent_Required"] = "Заполните это поле",
        ["MudInput_Clear"] = "Очистить",
        ["MudInput_Decrement"] = "Уменьшить",
        ["MudInput_Increment"] = "Увеличить",
        ["MudNavGroup_ToggleExpand"] = "Раскрыть или свернуть: {0}",
        ["MudPageContentNavigation_NavMenu"] = "Содержание",
        ["MudPagination_CurrentPage"] = "Текущая страница {0}",
        ["MudPagination_FirstPage"] = "Первая страница",
        ["MudPagination_LastPage"] = "Последняя страница",
        ["MudPagination_NextPage"] = "Следующая страница",
        ["MudPagination_PageIndex"] = "Страница {0}",
        ["MudPagination_PreviousPage"] = "Предыдущая страница",
        ["MudRangeInput_End"] = "Конец",
        ["MudRangeInput_Start"] = "Начало",
        ["MudRatingItem_Label"] = "Оценка {0}",
        ["MudRating_Label"] = "Оценка",
        ["MudSelect_SelectAll"] = "Выбрать все",
        ["MudSnackbar_Close"] = "Закрыть",
        ["MudSplitPanel_ResizePanels"] = "Изменить размер панелей",
        ["MudStepper_Complete"] = "Завершить",
        ["MudStepper_Next"] = "Дальше",
        ["MudStepper_Previous"] = "Назад",
        ["MudStepper_Reset"] = "Начать заново",
        ["MudStepper_Skip"] = "Пропустить",
        ["MudTabs_AddTab"] = "Добавить вкладку",
        ["MudTabs_CloseTab"] = "Закрыть вкладку",
        ["MudTabs_ScrollDown"] = "Прокрутить вкладки вниз",
        ["MudTabs_ScrollLeft"] = "Прокрутить вкладки влево",
        ["MudTabs_ScrollRight"] = "Прокрутить вкладки вправо",
        ["MudTabs_ScrollUp"] = "Прокрутить вкладки вверх",
        ["MudTimePicker_Open"] = "Выбрать время",
        ["MudTreeView_CollapseItem"] = "Свернуть",
        ["MudTreeView_ExpandItem"] = "Раскрыть",
    };

    public override LocalizedString this[string key] => Texts.TryGetValue(key, out var text)
        ? new(key, text)
        : new(key, key, resourceNotFound: true);

    public override LocalizedString this[string key, params object[] arguments] => Texts.TryGetValue(key, out var text)
        ? new(key, string.Format(CultureInfo.CurrentCulture, text, arguments))
        : new(key, key, resourceNotFound: true);
}
