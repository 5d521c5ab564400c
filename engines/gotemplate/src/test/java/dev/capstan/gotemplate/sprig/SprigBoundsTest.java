package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.BoundsExceededException;
import dev.capstan.gotemplate.failure.TemplateException;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that could take all memory or all time end with a message instead. */
class SprigBoundsTest {

    private static final Limits LIMITS = Limits.STANDARD
            .withTime(Duration.ofSeconds(5))
            .withValueBytes(1 << 20, 8 << 20)
            .withOutputBytes(1 << 20);

    private static final String LONG = "{{ $x := repeat 1000000 \"a\" }}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ repeat 2147483647 \"a\" }}",
                "{{ repeat 9223372036854775807 \"ab\" }}",
                "{{ until 1000000000 }}",
                "{{ until 9223372036854775807 }}",
                "{{ untilStep -9223372036854775807 9223372036854775807 1 }}",
                "{{ seq 1000000000 }}",
                "{{ indent 1000000000 \"a\" }}",
                "{{ nindent 9223372036854775807 \"a\\nb\" }}",
                "{{ indent 1000 (repeat 10000 \"\\n\") }}",
                "{{ replace \"a\" (repeat 1000 \"b\") (repeat 10000 \"a\") }}",
                "{{ replace \"\" (repeat 1000 \"b\") (repeat 10000 \"a\") }}",
                "{{ splitList \"\" (repeat 500000 \"a\") }}",
                "{{ $l := until 10000 }}{{ join (repeat 1000 \"a\") $l }}",
                "{{ wrapWith 1 (repeat 1000 \"b\") (repeat 10000 \"a\") }}",
                "{{ regexReplaceAll \"a\" (repeat 10000 \"a\") (repeat 1000 \"b\") }}",
                "{{ regexFindAll \"\" (repeat 500000 \"a\") -1 }}",
                "{{ randAlpha 1000000000 }}",
                "{{ randBytes 1000000000 }}",
                "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ deepCopy $d }}",
                "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ $e := dict }}{{ $_ := set $e \"a\" $e }}{{ merge $d $e }}",
                "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ $e := dict }}{{ $_ := set $e \"a\" $e }}{{ deepEqual $d $e }}",
                "{{ $l := list 1 2 3 4 5 6 7 8 }}{{ range until 12 }}{{ $l = list $l $l $l $l }}{{ end }}{{ toJson $l }}",
                "{{ $l := list 1 2 }}{{ range until 30 }}{{ $l = concat $l $l }}{{ end }}",
                "{{ $s := \"a\" }}{{ range until 40 }}{{ $s = cat $s $s }}{{ end }}",
                "{{ $s := \"a\" }}{{ range until 40 }}{{ $s = quote $s $s }}{{ end }}",
                "{{ $s := \"ab\" }}{{ range until 90 }}{{ $s = b64enc $s }}{{ end }}",
                "{{ $s := \"ab\" }}{{ range until 60 }}{{ $s = b32enc $s }}{{ end }}",
                "{{ $l := list }}{{ range $i := until 20000 }}{{ $l = append $l $i }}{{ end }}"
            })
    void endsWithAMessage(String template) {
        assertThatThrownBy(() -> SprigRun.text("t", template, new HashMap<>(), LIMITS))
                .isInstanceOf(BoundsExceededException.class);
    }

    @Test
    void aListOfManyThousandsThatMustBeComparedWithEachOtherRunsOutOfTime() {
        Limits limits = Limits.STANDARD.withTime(Duration.ofMillis(300));

        assertThatThrownBy(() -> SprigRun.text("t", "{{ uniq (until 100000) | len }}", new HashMap<>(), limits))
                .isInstanceOf(BoundsExceededException.class)
                .hasMessageContaining("300 ms");
    }

    @Test
    void whatIsWithinTheBoundsIsGiven() {
        assertThat(SprigRun.text("t", LONG + "{{ len $x }}", new HashMap<>(), LIMITS))
                .isEqualTo("1000000");
    }

    @Test
    void jsonOfAMapThatHoldsItselfIsRefusedAsGoRefusesIt() {
        String template = "{{ $d := dict }}{{ $_ := set $d \"a\" $d }}{{ mustToJson $d }}";

        assertThatThrownBy(() -> SprigRun.text("t", template, new HashMap<>()))
                .isInstanceOf(TemplateException.class)
                .hasMessageEndingWith("json: unsupported value: encountered a cycle via map[string]interface {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env \"HOME\"", "expandenv \"$HOME\""})
    void theEnvironmentCannotBeRead(String expression) {
        assertThatThrownBy(() -> SprigRun.eval(expression)).hasMessageContaining("not defined");
    }

    @Test
    void noHostIsLookedUp() {
        assertThat(SprigRun.eval("getHostByName \"localhost\" | quote")).isEqualTo("\"\"");
    }
}
