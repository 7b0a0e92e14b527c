namespace Portal.Simulator.People;

/// <summary>The seeded people of the sandbox (design section 7).</summary>
public static class DemoPeople
{
    /// <summary>The organisation of the sample reports.</summary>
    public static readonly DemoOrganization Testovaya = new("Тестовая", "6676130154", "667601001");

    /// <summary>The organisation of the person who confirms by MyDSS.</summary>
    public static readonly DemoOrganization Vector = new("ООО «Вектор»", "7709123453", "770901001");

    /// <summary>Everybody, in the order of the sign-in page.</summary>
    public static IReadOnlyList<DemoPerson> All { get; } =
    [
        new()
        {
            Login = "director", Password = "director-pass", Subject = "partner-1001", FullName = "Иванов Иван Иванович", Email = "ivanov@testovaya.example",
            Purpose = "Директор организации «Тестовая», видит всё, подписывает кодом из СМС",
            Phone = "9020000001", Snils = "11223344595", Inn = "667010000159", KonturUserId = new("10000000-0000-4000-8000-000000000001"),
            LinkedServiceUserId = new("20000000-0000-4000-8000-000000000001"), Position = "Директор", Organization = Testovaya,
        },
        new()
        {
            Login = "accountant", Password = "accountant-pass", Subject = "partner-1002", FullName = "Петрова Анна Сергеевна", Email = "petrova@testovaya.example",
            Purpose = "Бухгалтер той же организации, видит только своё, подписывает кодом из СМС",
            Phone = "9020000002", Snils = "12345678964", Inn = "667010000222", KonturUserId = new("10000000-0000-4000-8000-000000000002"),
            LinkedServiceUserId = new("20000000-0000-4000-8000-000000000002"), Position = "Главный бухгалтер", Organization = Testovaya,
        },
        new()
        {
            Login = "newcomer", Password = "newcomer-pass", Subject = "partner-1003", FullName = "Новикова Мария Павловна", Email = "novikova@testovaya.example",
            Purpose = "Новый сотрудник: ещё не связан с Контуром, увидит «Проверьте, это вы?»",
            Phone = "9020000003", Snils = "08765430300", Inn = "667010000303", KonturUserId = new("10000000-0000-4000-8000-000000000003"),
            Position = "Бухгалтер", Organization = Testovaya,
        },
        new()
        {
            Login = "mydss", Password = "mydss-pass", Subject = "partner-1004", FullName = "Дорохов Денис Андреевич", Email = "dorohov@vector.example",
            Purpose = "Подтверждает подпись в приложении MyDSS",
            Phone = "9020000004", Snils = "16011457315", Inn = "770910000415", KonturUserId = new("10000000-0000-4000-8000-000000000004"),
            LinkedServiceUserId = new("20000000-0000-4000-8000-000000000004"), ConfirmsByMyDss = true, Position = "Генеральный директор", Organization = Vector,
        },
        new()
        {
            Login = "stranger", Password = "stranger-pass", Subject = "partner-1005", FullName = "Чужов Олег Петрович", Email = "chuzhov@partner.example",
            Purpose = "Нет в реестре выданных сертификатов: увидит, что спросить у администратора",
            InRegistry = false,
        },
        new()
        {
            Login = "admin1", Password = "admin1-pass", Subject = "partner-0001", FullName = "Админова Ольга Викторовна", Email = "admin1@partner.example", Role = "admin",
            Purpose = "Администратор портала", InRegistry = false,
        },
        new()
        {
            Login = "admin2", Password = "admin2-pass", Subject = "partner-0002", FullName = "Смотров Пётр Ильич", Email = "admin2@partner.example", Role = "admin",
            Purpose = "Второй администратор портала", InRegistry = false,
        },
    ];
}
