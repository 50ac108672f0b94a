using System.ComponentModel.DataAnnotations;
using LeadAlerts.Core.Conversations;
using LeadAlerts.Core.LanguageModel;

namespace LeadAlerts.Tests.LanguageModel;

public sealed class LanguageModelOptionsTests
{
    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("gpt-5-mini", null, "sk-1", null)]
    [InlineData("llama3.2", "http://localhost:11434/v1", null, null)]
    [InlineData("llama3.2", "http://ollama:11434/v1", null, null)]
    [InlineData("m", "https://llm.example/v1", "sk-1", null)]
    [InlineData("m", "http://127.0.0.1:8000/v1", "sk-1", null)]
    [InlineData("m", null, null, "ApiKey")]
    [InlineData(null, "https://llm.example/v1", null, "Model")]
    [InlineData(null, null, "sk-1", "Model")]
    [InlineData("m", "http://llm.example/v1", "sk-1", "Endpoint")]
    [InlineData("m", "llm.example", "sk-1", "Endpoint")]
    [InlineData("m", "ftp://llm.example", "sk-1", "Endpoint")]
    [InlineData("m", "https://user:secret@llm.example/v1", "sk-1", "Endpoint")]
    [InlineData("m\nx", null, "sk-1", "Model")]
    public void Settings_that_make_no_sense_are_told_by_their_name(string? model, string? endpoint, string? key, string? wrong)
    {
        var options = new LanguageModelOptions { Model = model, Endpoint = endpoint, ApiKey = key };

        var problems = Problems(options);

        Assert.Equal(wrong is null ? [] : [wrong], problems.SelectMany(problem => problem.MemberNames));
        Assert.DoesNotContain(problems, problem => problem.ErrorMessage!.Contains("sk-1", StringComparison.Ordinal) || problem.ErrorMessage.Contains("secret", StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Contains("LanguageModel:", problem.ErrorMessage, StringComparison.Ordinal));
    }

    [Fact]
    public void It_is_off_until_a_model_is_named() => Assert.False(new LanguageModelOptions().IsOn);

    [Fact]
    public void The_longest_budget_leaves_half_a_lease_for_the_rest()
    {
        Assert.Empty(Problems(new LanguageModelOptions { Budget = Conversation.ReviewLease / 2 }));
        Assert.NotEmpty(Problems(new LanguageModelOptions { Budget = (Conversation.ReviewLease / 2) + TimeSpan.FromMilliseconds(1) }));
    }

    private static List<ValidationResult> Problems(LanguageModelOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        return problems;
    }
}
