namespace LeadAlerts.Tests.Qualification.Contacts;

public sealed class CorrectedContactTests
{
    [Theory]
    [InlineData("FR", "Sonia 07 55 50 01 23 heu non 07 55 50 01 32", "+33755500132")]
    [InlineData("FR", "07 55 50 01 23 pardon 07 55 50 01 32", "+33755500132")]
    [InlineData("FR", "07 55 50 01 23, ou plutôt 07 55 50 01 32", "+33755500132")]
    [InlineData("ES", "telf 611 22 33 40 q diga 611 22 33 04", "+34611223304")]
    [InlineData("ES", "611 22 33 40 no, 611 22 33 04", "+34611223304")]
    [InlineData("US", "415-555-0100 no wait 415-555-0110", "+14155550110")]
    [InlineData("US", "415-555-0100 - 415-555-0110", "+14155550110")]
    [InlineData("US", "415-555-0100 *415-555-0110", "+14155550110")]
    [InlineData("GB", "07700 900412 oops thats my old one 07700 900461", "+447700900461")]
    [InlineData("DE", "0152 28817386 ach quatsch 0152 28817368", "+4915228817368")]
    [InlineData("DE", "0152 28817386 nein 0152 28817368", "+4915228817368")]
    [InlineData("PT", "912 345 001 aliás 912 345 010", "+351912345010")]
    [InlineData("BR", "(13) 99555-0144 ops (13) 99555-0414", "+5513995550414")]
    [InlineData("IT", "347 555 0129 anzi 347 555 0192", "+393475550192")]
    [InlineData("NL", "06 12345678 nee 06 12345687", "+31612345687")]
    [InlineData("NL", "06 12345678 ik bedoel 06 12345687", "+31612345687")]
    [InlineData("PL", "512 555 014 znaczy 512 555 041", "+48512555041")]
    [InlineData("IN", "98390 55501 nahi 98390 55510", "+919839055510")]
    [InlineData("PL", "nie na numer z formularza 887 001 234 bo to stary, teraz mam 796 553 180", "+48796553180")]
    [InlineData("US", "415 555 0123 is my old one, new number 415 555 0144", "+14155550144")]
    public void Of_two_numbers_the_later_stands_where_the_first_is_taken_back(string region, string chat, string phone) =>
        Assert.Equal(phone, Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("US", "cell 415-555-0188 work 415-555-0123", "+14155550188")]
    [InlineData("US", "415-555-0188 or 415-555-0123", "+14155550188")]
    [InlineData("US", "415-555-0100 / 415-555-0199", "+14155550100")]
    [InlineData("US", "415-555-0188, sorry if i dont pick up try 415-555-0123", "+14155550188")]
    [InlineData("US", "its 415-555-0188 not 415-555-0123", "+14155550188")]
    [InlineData("US", "415-555-0188 - 212-555-0123", "+14155550188")]
    [InlineData("FR", "fixe 01 42 68 53 00, portable 06 39 98 41 07", "+33142685300")]
    [InlineData("FR", "07 55 50 01 23 pas 07 55 50 01 32", "+33755500123")]
    [InlineData("DE", "Handy 0152 28817386, Festnetz 030 23125808", "+4915228817386")]
    [InlineData("DE", "0152 28817386, nicht 0152 28817368", "+4915228817386")]
    [InlineData("ES", "móvil 611 22 33 40 o fijo 955 55 01 02", "+34611223340")]
    [InlineData("IT", "347 555 0129 non 347 555 0192", "+393475550129")]
    [InlineData("NL", "06 12345678 niet 06 12345687", "+31612345678")]
    public void Without_words_that_take_back_the_first_number_stands(string region, string chat, string phone) =>
        Assert.Equal(phone, Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("US", "919 555 0115. whoops 0151", "+19195550151")]
    [InlineData("US", "919 555 0115 // sorry 0151 at the end", "+19195550151")]
    [InlineData("US", "919 555 0115 // sry 0151 at the end cold hands. ask for Bea", "+19195550151")]
    [InlineData("US", "919 555 0115 // actually the last digit is 9", "+19195550119")]
    [InlineData("DE", "0171 3920044 // ups die letzte Ziffer ist 5", "+491713920045")]
    [InlineData("ZA", "085 sorry 083 441 2096", "+27834412096")]
    [InlineData("US", "919 555 0123 // ends in 32 not 23", "+19195550132")]
    [InlineData("US", "919 555 0123 // the last two digits are 32 not 23", "+19195550132")]
    [InlineData("US", "919 555 0123 // should be 32 instead of 23 at the end", "+19195550132")]
    [InlineData("DE", "0152 28817386 sorry, hinten 68 statt 86", "+4915228817368")]
    [InlineData("ES", "611 22 33 40 // perdón, termina en 04", "+34611223304")]
    [InlineData("FR", "06 39 98 41 07 // les derniers chiffres c'est 70 pas 07", "+33639984170")]
    [InlineData("IT", "347 555 0129 scusi, finisce con 92", "+393475550192")]
    public void The_last_figures_alone_mend_a_number(string region, string chat, string phone) =>
        Assert.Equal(phone, Contact.In(region, chat).Phone);

    [Theory]
    [InlineData("919 555 0114 // sorry 16 people not 14")]
    [InlineData("919 555 0114 // sorry, 1450 sqft")]
    [InlineData("919 555 0114. sorry 1200 sq ft")]
    [InlineData("919 555 0114. sorry, cant talk before 1700")]
    [InlineData("919 555 0114 // bot: How large? // sorry 1450")]
    [InlineData("919 555 0114. sorry 2020 camry not 2019")]
    [InlineData("919 555 0114 // sorry make it the 15th not the 14th")]
    [InlineData("919 555 0114 // sorry its 100 euros")]
    public void Figures_that_count_something_else_mend_no_number(string chat) =>
        Assert.Equal("+19195550114", Contact.In("US", chat).Phone);

    [Theory]
    [InlineData("jan@gmial.com sorry gmail.com", "jan@gmail.com")]
    [InlineData("jan@gmial.com // *gmail.com", "jan@gmail.com")]
    [InlineData("jan@gmial.com // oops gmail.com not gmial.com", "jan@gmail.com")]
    [InlineData("jan@yard.com // its .net not .com", "jan@yard.net")]
    [InlineData("x@yard.com no wait z@yard.com", "z@yard.com")]
    [InlineData("lea@orange.fr pardon lea@free.fr", "lea@free.fr")]
    [InlineData("x@yard.com or z@yard.com", "x@yard.com")]
    [InlineData("jan@yard.com // sorry our website is acme.com", "jan@yard.com")]
    [InlineData("jan@yard.com // sorry, see acme.com", "jan@yard.com")]
    public void An_address_is_mended_alike(string chat, string email) => Assert.Equal(email, Contact.In("US", chat).Email);

    [Theory]
    [InlineData("US", "I'm the office mgr, Denise at 704-555-0126 x 3", "Denise", "+17045550126")]
    [InlineData("US", "704-555-0126 ext. 44 ask for Denise", "Denise", "+17045550126")]
    [InlineData("US", "704-555-0126 x44, Denise", "Denise", "+17045550126")]
    [InlineData("DE", "030 23125808 Durchwahl 40, Herr Ott", "Herr Ott", "+493023125808")]
    [InlineData("FR", "Lise Marchal, 01 42 68 53 00 poste 212", "Lise Marchal", "+33142685300")]
    public void An_extension_costs_neither_number_nor_name(string region, string chat, string name, string phone)
    {
        var contact = Contact.In(region, chat);
        Assert.Equal((name, phone), (contact.Name, contact.Phone));
    }
}
