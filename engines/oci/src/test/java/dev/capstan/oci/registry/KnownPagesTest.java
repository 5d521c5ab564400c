package dev.capstan.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownPagesTest {
    private final KnownPages pages = new KnownPages(10_000);

    @Test
    void aPageIsKeptInPlaceOfTheOneBefore() {
        pages.put("a", page("\"1\"", 10));
        pages.put("a", page("\"2\"", 10));

        assertThat(pages.get("a")).map(KnownPages.Page::entityTag).contains("\"2\"");
        assertThat(pages.size()).isEqualTo(1);
    }

    @Test
    void aPageThatHasNoValidatorAnyMoreIsForgotten() {
        pages.put("a", page("\"1\"", 10));
        pages.put("a", page("", 10));

        assertThat(pages.get("a")).isEmpty();
    }

    @Test
    void thePageThatWasAskedForLongestAgoGoesFirst() {
        pages.put("a", page("\"1\"", 4_000));
        pages.put("b", page("\"1\"", 4_000));
        assertThat(pages.get("a")).isPresent();

        pages.put("c", page("\"1\"", 4_000));

        assertThat(pages.get("a")).isPresent();
        assertThat(pages.get("b")).isEmpty();
        assertThat(pages.get("c")).isPresent();
    }

    @Test
    void theirSizeIsBoundedHoweverManyThereAre() {
        for (int i = 0; i < 1_000; i++) {
            pages.put("page " + i, page("\"1\"", 1_000));
        }

        assertThat(pages.size()).isLessThan(10);
    }

    @Test
    void aLargePageIsNotKept() {
        pages.put("a", page("\"1\"", (1 << 20) + 1));

        assertThat(pages.size()).isZero();
    }

    @Test
    void aValidatorThatCannotBeSentBackIsNotKept() {
        pages.put("a", page("\"line\nend\"", 10));
        pages.put("b", page("\"" + "x".repeat(1_000) + "\"", 10));
        pages.put("c", page("\"ü\"", 10));

        assertThat(pages.size()).isZero();
    }

    private static KnownPages.Page page(String entityTag, int length) {
        return new KnownPages.Page(entityTag, new byte[length], "");
    }
}
