package dev.capstan.source.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.http.Deadline;
import dev.capstan.objectstore.ListedObject;
import dev.capstan.source.SourceResult;
import dev.capstan.source.content.ContentLimits;
import dev.capstan.source.content.IgnoreRules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectedObjectsTest {
    private static final ContentLimits LIMITS = new ContentLimits(3, 10, 20, 10);
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    @Test
    void foldersByNameAndTheRulesThemselvesAreNotSelected() {
        assertThat(keysOf(select("", "a", "folder/", "b/c", ".sourceignore"))).containsExactly("a", "b/c");
    }

    @Test
    void comparingWithRulesEndsWithTheTime() {
        var objects = List.of(new ListedObject("a", "1", 1));

        assertThat(SelectedObjects.of("config", objects, IgnoreRules.NONE, LIMITS, Deadline.in(Duration.ZERO)))
                .isInstanceOfSatisfying(
                        SourceResult.Failed.class,
                        it -> assertThat(it.failure()).isInstanceOf(BucketFailure.FetchEnded.class));
    }

    @Test
    void aKeyThatIsListedTwiceIsOneObject() {
        assertThat(keysOf(select("", "a", "a"))).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "../x",
                "a/../../x",
                "a/..",
                "./a",
                "/etc/x",
                "a//b",
                "..\\x",
                "a\u0000b",
                "a\nb",
                "a\u007Fb",
                "bad\uFFFDutf",
            })
    void o023_aKeyThatIsNotAPathFailsByName(String key) {
        assertThat(select("", "good", key)).isInstanceOfSatisfying(SourceResult.Failed.class, failed -> {
            assertThat(failed.failure()).isInstanceOf(BucketFailure.KeyUnusable.class);
            assertThat(failed.failure().message())
                    .contains("'" + ObjectKeys.shown(key) + "'")
                    .doesNotContain("\u0000", "\n");
        });
    }

    @Test
    void o023_aKeyWithAnEndlessSegmentFailsAndIsCutOffInTheMessage() {
        var failure = failureOf(select("", "a/" + "x".repeat(300)));

        assertThat(failure.message()).contains("255 bytes").hasSizeLessThan(600);
    }

    @Test
    void o023_aKeyCannotBeAFileAndAFolder() {
        assertThat(failureOf(select("", "a", "a/b")).message())
                .contains("the object 'a'")
                .contains("'a/b' needs a folder of this name");
        assertThat(failureOf(select("", ".sourceignore/x")).message()).contains("'.sourceignore'");
        assertThat(keysOf(select("", "a", "ab", "a.b/c"))).containsExactly("a", "a.b/c", "ab");
    }

    @Test
    void o023_aHostileKeyMayBeLeftOut() {
        assertThat(keysOf(select("/a", "a", "a/b", "c"))).containsExactly("c");
        assertThat(keysOf(select("..", "../x", "c"))).containsExactly("c");
    }

    @Test
    void anObjectWithoutAnEtagIsRefused() {
        var objects = List.of(new ListedObject("a", "", 1));

        assertThat(failureOf(SelectedObjects.of("config", objects, IgnoreRules.NONE, LIMITS, SOON)))
                .isEqualTo(new BucketFailure.EtagMissing("config", "a"));
    }

    @Test
    void objectsAreLimitedInNumberAndBytes() {
        assertThat(failureOf(select("", "a", "b", "c", "d")))
                .isEqualTo(new BucketFailure.LimitExceeded("config", "objects", 3));
        assertThat(failureOf(sized(11)))
                .isEqualTo(new BucketFailure.LimitExceeded("config", "bytes in the object '0'", 10));
        assertThat(failureOf(sized(9, 9, 3)))
                .isEqualTo(new BucketFailure.LimitExceeded("config", "bytes in all objects", 20));
    }

    private static SourceResult<List<ListedObject>> sized(int... sizes) {
        var objects = Stream.iterate(0, i -> i < sizes.length, i -> i + 1)
                .map(i -> new ListedObject(Integer.toString(i), "e", sizes[i]))
                .toList();
        return SelectedObjects.of("config", objects, IgnoreRules.NONE, LIMITS, SOON);
    }

    private static SourceResult<List<ListedObject>> select(String ignore, String... keys) {
        var objects = Stream.of(keys).map(key -> new ListedObject(key, "e", 1)).toList();
        return SelectedObjects.of("config", objects, IgnoreRules.parse(ignore, ""), LIMITS, SOON);
    }

    private static List<String> keysOf(SourceResult<List<ListedObject>> result) {
        return ((SourceResult.Success<List<ListedObject>>) result)
                .value().stream().map(ListedObject::key).toList();
    }

    private static BucketFailure failureOf(SourceResult<List<ListedObject>> result) {
        return (BucketFailure) ((SourceResult.Failed<List<ListedObject>>) result).failure();
    }
}
