global using Xunit;

// bunit has a type of that name too.
global using TestContext = Xunit.TestContext;
