package dev.capstan.gotemplate.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.gotemplate.Templates;
import dev.capstan.gotemplate.bounds.Bounds;
import dev.capstan.gotemplate.bounds.Limits;
import dev.capstan.gotemplate.failure.BoundsExceededException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "\"%d|%5d|%-5d|%05d|%+d\" 7 7 7 7 7 ~ 7|    7|7    |00007|+7",
                "\"%x %X %o %O %b %c %q %U %#U\" 255 255 8 8 5 65 65 65 65 ~ ff FF 10 0o10 101 A 'A' U+0041 U+0041 'A'",
                "\"%s|%8s|%-8s|%.2s|%q|%x\" \"abc\" \"abc\" \"abc\" \"abc\" \"a\\n\" \"hi\" ~ abc|     abc|abc     |ab|\"a\\n\"|6869",
                "\"%v %+v %#v %T\" .l .l .l .l ~ [a 1 2.5 <nil> true] [a 1 2.5 <nil> true] []interface {}{\"a\", 1, 2.5, interface {}(nil), true} []interface {}",
                "\"%#v\" .sm ~ map[string]string{\"j\":\"w\", \"k\":\"v\"}",
                "\"%+v %#v\" .st.Spot .st.Spot ~ {X:1 Y:2} main.point{X:1, Y:2}",
                "\"%f %.2f %8.3f %e %g %G %.3g\" 1.5 1.5 1.5 1.5 1e21 1e-7 1234.5678 ~ 1.500000 1.50    1.500 1.500000e+00 1e+21 1E-07 1.23e+03",
                "\"%t %v\" true false ~ true false",
                "\"%d\" \"a\" ~ %!d(string=a)",
                "\"%s\" nil ~ %!s(<nil>)",
                "\"%s\" (list nil 1) ~ [<nil> %!s(int=1)]",
                "\"%.0T|%3T|%.0v\" nil nil nil ~ <nil>|<nil>|<nil>",
                "\"%z %d\" 1 2 ~ %!z(int=1) 2",
                "\"%d\" ~ %!d(MISSING)",
                "\"%d\" 1 2 \"c\" ~ 1%!(EXTRA int=2, string=c)",
                "\"%[2]d %[1]d\" 1 2 ~ 2 1",
                "\"%[3]d\" 1 ~ %!d(BADINDEX)",
                "\"%*d|%-*d|\" 4 7 4 7 ~    7|7   |",
                "\"%5\" ~ %!(NOVERB)",
                "\"100%%\" ~ 100%",
                "\"%v %s %x %d\" .by .by .by .by ~ [98 121 116 101 115 0 255] bytes\0\uDCFF 627974657300ff [98 121 116 101 115 0 255]",
                "\"%v %d\" .sp .sp ~ span! -1500"
            })
    void printsWhatGoPrints(String arguments, String output) {
        String wanted = output.replace("\\0", "\0");
        assertThat(Templates.render("{{ printf " + arguments + " }}").trim()).isEqualTo(wanted);
    }

    @Test
    void refusesValuesThatContainThemselves() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);

        assertThatThrownBy(() -> GoFormat.text(map, Bounds.start(Limits.STANDARD)))
                .isInstanceOf(BoundsExceededException.class);
    }

    @Test
    void refusesTextsThatAreTooLong() {
        Bounds bounds = Bounds.start(Limits.STANDARD.withValueBytes(1_000, 1_000));

        assertThatThrownBy(() -> GoFormat.printf("%1000000d", List.of(1L), bounds))
                .isInstanceOf(BoundsExceededException.class);
    }
}
