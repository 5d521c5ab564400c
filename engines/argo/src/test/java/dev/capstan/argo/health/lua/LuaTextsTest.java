package dev.capstan.argo.health.lua;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that scripts get when they ask for all libraries. */
class LuaTextsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "string.len('four') .. ('abc'):len()         | 43",
                "('aBc'):upper() .. ('aBc'):lower()          | ABCabc",
                "('abcdef'):sub(2, 4)                        | bcd",
                "('abcdef'):sub(-2)                          | ef",
                "('abcdef'):sub(3, -2)                       | cde",
                "('abc'):sub(5) .. ('abc'):sub(0, 1)         | a",
                "('ab'):rep(3)                               | ababab",
                "('a.b'):find('.', 1, true)                  | 2",
                "('hello'):find('l+')                        | 3",
                "('hello'):find('z')                         | nil",
                "('v1.20.3'):match('^v(%d+)%.')              | 1",
                "('  text '):match('^%s*(.-)%s*$')           | text",
                "('key = value'):match('(%w+)%s*=%s*(%w+)')  | key",
                "('a1b22'):gsub('%d+', '<%0>')               | a<1>b<22>",
                "('abc'):gsub('', '-')                       | -a-b-c-",
                "('hello world'):gsub('o', '0', 1)           | hell0 world",
                "('abc'):gsub('%w', {a = '1', b = false})    | 1bc",
                "('abc'):gsub('%w', string.upper)            | ABC",
                "('a,b'):gsub('(%w),(%w)', '%2,%1')          | b,a",
                "('a-b_c'):match('[%w_-]+')                  | a-b_c",
                "('a]b'):match('[^]]+')                      | a",
                "('2025-01-02'):match('[0-9]+')              | 2025",
                "('abc'):match('()c')                        | 3",
                "('color'):match('colou?r')                  | color",
                "('[[x]]'):match('%[%[(.*)%]%]')             | x",
                "string.format('%s is %d%%', 'cpu', 50.7)    | cpu is 50%",
                "math.floor(1.7) + math.ceil(1.2) + math.max(1, 3) + math.min(1, 3) + math.abs(-1) | 8"
            })
    void evaluates(String expression, String expected) throws LuaSyntaxException {
        assertThat(message("return {status = 'Healthy', message = tostring((" + expression + "))}"))
                .isEqualTo(expected);
    }

    @Test
    void goesOverAllMatches() throws LuaSyntaxException {
        assertThat(message("local s = '' for k, v in string.gmatch('a=1, b=2', '(%w+)=(%w+)') do s = s .. k .. v end"
                        + " return {status = 'Healthy', message = s}"))
                .isEqualTo("a1b2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "('a'):rep(1e9)                              | more than",
                "('a'):rep(30000):match(('.-'):rep(20) .. 'b') | more than 200000 steps",
                "('a'):rep(300):match(('a*'):rep(30) .. 'b') | more than 200000 steps",
                "('a'):match('[a')                           | a set of a pattern is not closed",
                "('a'):match('(a')                           | a capture of a pattern is not closed",
                "('a'):match('a)')                           | that it has not opened",
                "('a'):match('%')                            | a pattern ends with %",
                "('a'):match('%b()')                         | %b in patterns is not supported",
                "('a'):match(('()'):rep(50))                 | too many captures",
                "string.format('%5.2f', 1)                   | only %s, %d and %%",
                "string.upper(nil)                           | a text is needed, and a nil is given",
                "io.open('x')                                | io is nil",
                "os.execute('x')                             | which is no function",
                "string.dump(string.len)                     | which is no function"
            })
    void whatGoesWrongIsSaid(String expression, String reason) throws LuaSyntaxException {
        assertThat(message("return {status = 'Healthy', message = " + expression + "}"))
                .contains("The health script failed", reason);
    }

    @Test
    void aReplacementThatMultipliesWhatWasFoundEndsAtTheLimit() throws LuaSyntaxException {
        assertThat(message("local s, t = 'a', '%0' for i = 1, 14 do s = s .. s t = t .. t end"
                        + " return {status = 'Healthy', message = s:gsub('.*', t)}"))
                .contains("a text of more than 65536 characters");
    }

    private static String message(String script) throws LuaSyntaxException {
        return LuaScript.readOpen(script)
                .assess(JsonNodeFactory.instance.objectNode(), Clock.systemUTC())
                .orElseThrow()
                .message();
    }
}
