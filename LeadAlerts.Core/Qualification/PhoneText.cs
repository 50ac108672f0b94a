using PhoneNumbers;

namespace LeadAlerts.Core.Qualification;

/// <summary>Writes phone numbers as people read them.</summary>
public static class PhoneText
{
    /// <summary>A number of the reader's country as people there write it, any other like <c>+1 415-555-2671</c>.</summary>
    /// <param name="phone">E.164; what is no number is given back as it is.</param>
    /// <param name="region">The reader's ISO 3166 two-letter country; null to write every number in international form.</param>
    public static string Write(string phone, string? region = null)
    {
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(phone, null);
            var isOwn = region is not null && numbers.GetRegionCodeForNumber(number) == region;
            return numbers.Format(number, isOwn ? PhoneNumberFormat.NATIONAL : PhoneNumberFormat.INTERNATIONAL);
        }
        catch (NumberParseException)
        {
            return phone;
        }
    }
}
