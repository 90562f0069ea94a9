using Guestfs.Web.Exports.Html;

namespace Guestfs.Web.Tests.Exports;

public sealed class ModuleLinkerTests
{
    [Fact]
    public void Link_ModulesThatImportEachOther_PutsWhatIsUsedFirst()
    {
        var script = Link(new()
        {
            ["boot.js"] = "import { b as other } from './b.js';\nimport { a } from './a.js';\na(other);\n",
            ["b.js"] = "import { a } from './a.js';\nexport const b = 1;\n",
            ["a.js"] = "export function a(value) { return value; }\n",
        });

        Assert.Equal(
            "(() => {\n'use strict';\n"
            + "const module_a = (() => {\nfunction a(value) { return value; }\n\nreturn { a };\n})();\n"
            + "const module_b = (() => {\nconst { a } = module_a;\nconst b = 1;\n\nreturn { b };\n})();\n"
            + "const module_boot = (() => {\nconst { b: other } = module_b;\nconst { a } = module_a;\na(other);\n\nreturn {  };\n})();\n"
            + "})();\n",
            script);
    }

    [Theory]
    [InlineData("import a from './a.js';")]
    [InlineData("import * as a from './a.js';")]
    [InlineData("import './a.js';")]
    [InlineData("export default 1;")]
    [InlineData("export { a };")]
    [InlineData("export let a = 1;")]
    [InlineData("const a = await import('./a.js');")]
    [InlineData("const a = import.meta.url;")]
    public void Link_FormThatIsNotKnown_IsRefused(string source) =>
        Assert.Throws<InvalidOperationException>(() => Link(new() { ["boot.js"] = source + "\n", ["a.js"] = "" }));

    [Fact]
    public void Link_Circle_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Link(new() { ["boot.js"] = "import { a } from './a.js';", ["a.js"] = "import { b } from './boot.js';" }));

    private static string Link(Dictionary<string, string> modules) => ModuleLinker.Link("boot.js", name => modules[name]);
}
