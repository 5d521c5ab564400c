package dev.capstan.image.tags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every store of tags. */
public abstract class TagStoreContract {
    protected static final List<String> NO_SIGNATURES = List.of("^.*\\.sig$");
    protected static final TagSetKey APP = key("app", "registry.example/app", NO_SIGNATURES);

    protected abstract TagStore store();

    protected static TagSetKey key(String name, String image, List<String> exclusions) {
        return new TagSetKey(new ObjectKey("team", name), image, exclusions);
    }

    @Test
    void givesBackWhatWasPut() throws IOException {
        store().put(APP, List.of("2.0.0", "1.0.0"));

        assertThat(store().find(APP)).contains(List.of("2.0.0", "1.0.0"));
    }

    @Test
    void knowsNoTagsAtFirstAndAnEmptyListAfterOneWasPut() throws IOException {
        assertThat(store().find(APP)).isEmpty();

        store().put(APP, List.of());

        assertThat(store().find(APP)).contains(List.of());
    }

    @Test
    void twoRepositoriesOfOneImageDoNotShareTags() throws IOException {
        var all = key("all", APP.image(), List.of());
        store().put(APP, List.of("1.0.0"));
        store().put(all, List.of("sha256-1.sig", "1.0.0"));

        assertThat(store().find(APP)).contains(List.of("1.0.0"));
        assertThat(store().find(all)).contains(List.of("sha256-1.sig", "1.0.0"));
    }

    @Test
    void tagsOfAnotherImageOrOtherExclusionsAreNotThoseAskedFor() throws IOException {
        store().put(APP, List.of("1.0.0"));

        assertThat(store().find(key("app", "registry.example/other", NO_SIGNATURES)))
                .isEmpty();
        assertThat(store().find(key("app", APP.image(), List.of()))).isEmpty();
        assertThat(store().find(key("app", APP.image(), List.of("^.*\\.sig$", "a"))))
                .isEmpty();
    }

    @Test
    void anObjectHasOneSetOfTags() throws IOException {
        store().put(APP, List.of("1.0.0"));
        store().put(key("app", "registry.example/other", NO_SIGNATURES), List.of("9"));

        assertThat(store().find(APP)).isEmpty();
    }

    @Test
    void removesTheTagsOfOneObjectAlone() throws IOException {
        var other = key("other", APP.image(), NO_SIGNATURES);
        store().put(APP, List.of("1.0.0"));
        store().put(other, List.of("2.0.0"));

        store().remove(APP.repository());
        store().remove(APP.repository());

        assertThat(store().find(APP)).isEmpty();
        assertThat(store().find(other)).isPresent();
    }
}
