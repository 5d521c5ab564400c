package dev.capstan.helm.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.gotemplate.TemplateParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateCacheTest {
    private static final TemplateParser PARSER = new TemplateParser(HelmFunctions.ALL);

    @Test
    void parsesEqualFilesOnce() {
        var cache = new TemplateCache(PARSER, 1 << 20);

        assertThat(cache.parsed(files("a", "x"))).isSameAs(cache.parsed(files("a", "x")));
        assertThat(cache.parsed(files("a", "x"))).isNotSameAs(cache.parsed(files("b", "x")));
        assertThat(cache.parsed(files("a", "x"))).isNotSameAs(cache.parsed(files("a", "y")));
    }

    @Test
    void tellsBytesApartThatAreNotUnicode() {
        var cache = new TemplateCache(PARSER, 1 << 20);

        assertThat(cache.parsed(files("a", "\uDC80"))).isNotSameAs(cache.parsed(files("a", "\uDC81")));
    }

    @Test
    void holdsNoMoreThanItMay() {
        var cache = new TemplateCache(PARSER, 100_000);

        for (int i = 0; i < 100; i++) {
            cache.parsed(files("t" + i, "x".repeat(1_000)));
        }
        cache.parsed(files("huge", "x".repeat(1_000_000)));

        assertThat(cache.bytes()).isPositive().isLessThanOrEqualTo(100_000);
    }

    private static List<TemplateFile> files(String name, String text) {
        return List.of(new TemplateFile(name, text, Map.of(), "templates"));
    }
}
