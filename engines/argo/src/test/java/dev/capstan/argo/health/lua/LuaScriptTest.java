package dev.capstan.argo.health.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.argo.health.Health;
import dev.capstan.argo.health.HealthStatus;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.PlainYaml;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuaScriptTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-08-30T12:00:00Z"), ZoneOffset.UTC);
    private static final JsonNode OBJECT = new ObjectMapper().valueToTree(PlainYaml.read("""
                    metadata: {generation: 3, name: x}
                    spec: {replicas: 2, none: null, flag: true}
                    status:
                      conditions:
                        - {type: Ready, status: "False", message: soon}
                        - {type: Synced, status: "True"}
                    """, Limits.DEFAULT));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 + 2 * 3 ^ 2 - 4 / 2 % 3                   | 17",
                "-2 ^ 2                                      | -4",
                "(1 + 2) * 3                                 | 9",
                "7 % -3                                      | -2",
                "'a' .. 1 .. 'b'                             | a1b",
                "1.5 .. ''                                   | 1.5",
                "'10' + 5                                    | 15",
                "0x10 + 2e-1 * 10                             | 18",
                "nil or false                                | false",
                "nil and 1 or 'else'                         | else",
                "0 and 'zero is true'                        | zero is true",
                "1 == 1.0 and 'a' ~= 'b' and not ('1' == 1)  | true",
                "'a' < 'b' and 2 <= 2 and 3 > 2 and 3 >= 3   | true",
                "#'four' + #{1, 2, nil}                      | 6",
                "({10, 20, x = 30}).x                        | 30",
                "({10, 20, [5] = 50})[2]                     | 20",
                "obj.spec.none                               | nil",
                "obj.spec['replicas']                        | 2",
                "obj.status.conditions[1].message            | soon",
                "#obj.status.conditions                      | 2",
                "obj.spec.flag                               | true",
                "type(obj) .. type(nil) .. type(nope)        | tablenilnil",
                "type(type) .. type(1) .. type('') .. type(true) | functionnumberstringboolean",
                "tostring(nil) .. tostring(true) .. tostring(1.25) | niltrue1.25",
                "tonumber('3') + tonumber(4)                 | 7",
                "tonumber('3x')                              | nil",
                "next({})                                    | nil",
                "next({x = 1})                               | x",
                "table.concat({'a', 'b', 3}, '-')            | a-b-3",
                "table.getn({1, 2})                          | 2",
                "os.time()                                   | 1788091200",
                "os.time({year = 1970, month = 1, day = 2, hour = 0}) | 86400",
                "(function(a, b) return b, a end)(1, 2)      | 2",
                "[[long]] .. [==[ ]] text]==]                | long ]] text",
                "'tab\\tend\\\\'                             | `tab\tend\\`"
            })
    void evaluates(String expression, String expected) throws LuaSyntaxException {
        assertThat(message("return {status = 'Healthy', message = tostring(" + expression + ")}"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local s = 0 for i = 1, 4 do s = s + i end result = s == 10",
                "local s = 0 for i = 10, 1, -3 do s = s + i end result = s == 22",
                "local s = '' for i, c in ipairs(obj.status.conditions) do s = s .. i .. c.type end result = s == '1Ready2Synced'",
                "local n = 0 for k, v in pairs(obj.spec) do n = n + 1 end result = n == 2",
                "local n = 0 while true do n = n + 1 if n == 5 then break end end result = n == 5",
                "local n = 0 repeat local done = n == 3 n = n + 1 until done result = n == 4",
                "local a, b = 1 result = a == 1 and b == nil",
                "local a, b = (function() return 1, 2 end)() result = a == 1 and b == 2",
                "local t = {} t.x = {} t.x.y = 1 result = t.x.y == 1",
                "local t = {1, 2, 3} table.insert(t, 4) table.insert(t, 1, 0) result = #t == 5 and t[1] == 0 and t[5] == 4",
                "local t = {1, 2, 3} local r = table.remove(t) result = r == 3 and #t == 2 and table.remove(t, 1) == 1 and t[1] == 2",
                "local function f(n) if n < 2 then return n end return f(n - 1) + f(n - 2) end result = f(10) == 55",
                "function m(self) return 7 end local t = {m = m} result = t:m() == 7",
                "local t = {} function t.f() return 1 end function t:g() return self end result = t.f() == 1 and t:g() == t",
                "local x = 1 do local x = 2 end result = x == 1",
                "x = 1 do x = 2 end result = x == 2",
                "local fs = {} for i = 1, 2 do fs[i] = function() return i end end result = fs[1]() == 1 and fs[2]() == 2",
                "local ok, why = pcall(function() error('no') end) result = not ok and why == 'no'",
                "local ok, v = pcall(function(a) return a end, 5) result = ok and v == 5",
                "result = select == nil and string == nil and io == nil and require == nil and load == nil and loadstring == nil",
                "if false then elseif nil then else result = true end",
                "-- a comment\n--[[ a longer\none ]] result = true;",
                "local a, b = unpack({1, 2}) result = a + b == 3",
                "local t = {3, 1, 2} table.sort(t) result = table.concat(t) == '123'",
                "local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) result = table.concat(t) == '321'",
                "result = print('seen') == nil",
                "result = assert(1, 'x') == 1"
            })
    void runs(String script) throws LuaSyntaxException {
        assertThat(message(script + "\nreturn {status = 'Healthy', message = tostring(result)}"))
                .isEqualTo("true");
    }

    @Test
    void whatIsReturnedBecomesTheHealth() throws LuaSyntaxException {
        assertThat(assessed("local hs = {} hs.status = 'Degraded' hs.message = 'why' return hs"))
                .contains(Health.degraded("why"));
        assertThat(assessed("return {status = 'Suspended'}")).contains(Health.suspended(""));
        assertThat(assessed("return {status = 'Fine'}"))
                .contains(Health.unknown("Lua returned an invalid health status"));
        assertThat(assessed("return {message = 'no status'}"))
                .contains(Health.unknown("Lua returned an invalid health status"));
        assertThat(assessed("return nil")).isEmpty();
        assertThat(assessed("return {}")).isEmpty();
        assertThat(assessed("local x = 1")).isEmpty();
        assertThat(assessed("return 5")).hasValueSatisfying(LuaScriptTest::isUnknown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "return obj.status.absent.deeper             | obj.status.absent is nil, where a table is needed",
                "return obj + 1                              | a table is no number to use with +",
                "return 'a' < 1                              | a string is compared with a number",
                "return obj .. 'x'                           | a table cannot be joined to a text",
                "return #5                                   | a number has no length",
                "nope()                                      | line 1: a nil is called, which is no function",
                "return ('x'):upper()                        | line 1: a string has no method upper here",
                "error('by hand')                            | by hand",
                "local t = {} t[nil] = 1                     | whose name is nil",
                "table.sort({1, 'a'})                        | is compared with a",
                "table.sort({2, 1}, function() while true do end end) | it took more than 200000 steps",
                "ipairs(nil)                                 | a table is needed, and a nil is given",
                "while true do end                           | it took more than 200000 steps",
                "pcall(function() while true do end end)     | it took more than 200000 steps",
                "for i = 1, 10, 0 do end for i = 1, 0, 0 do end return 1 | it took more than 200000 steps",
                "local s = 'x' while true do s = s .. s end  | a text of more than 65536 characters",
                "local t = {} for i = 1, 1e9 do t[i] = 'x' end | it took more than 200000 steps",
                "local function f() return f() end f()       | it called functions more than 100 deep",
                "local t = {} for i = 1, 5000 do t[i] = i end while true do table.concat(t) end | it "
            })
    void whatGoesWrongIsUnknownAndSaysWhy(String script, String reason) throws LuaSyntaxException {
        assertThat(assessed(script)).hasValueSatisfying(health -> {
            isUnknown(health);
            assertThat(health.message()).contains("The health script failed: ", reason.strip());
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "return 'open                                | line 1: a text is not closed",
                "`a = 1\n\nb = = 2`                          | line 3: a name is expected, before '='",
                "if x then                                   | 'end' is expected",
                "return 1 return 2                           | the end of the block is expected",
                "local function f(...) end                   | a name is expected, before '...'",
                "x = 1 & 2                                   | the character '&' has no meaning",
                "5 = x                                       | a name is expected, before '5'",
                "f() = 1                                     | only variables and fields can be set",
                "x = 3x                                      | '3x' is no number",
                "end                                         | the end of the script is expected",
                "x = '\\q'                                   | the escape \\q is not supported",
                "--[[ never closed                           | a long text is not closed",
                "for i = 1 do end                            | two or three numbers",
                "goto there                                  | '=' is expected"
            })
    void refuses(String script, String reason) {
        assertThatThrownBy(() -> LuaScript.read(script))
                .isInstanceOf(LuaSyntaxException.class)
                .hasMessageContaining(reason.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "{", "f(", "- ", "not ", "function() return ", "if x then ", "do ", "1 .. "})
    void refusesNestingBeyondMeasure(String part) {
        boolean isStatement = part.startsWith("if") || part.startsWith("do");

        assertThatThrownBy(() -> LuaScript.read((isStatement ? "" : "x = ") + part.repeat(500)))
                .isInstanceOf(LuaSyntaxException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void refusesChainsAndScriptsBeyondMeasure() {
        assertThatThrownBy(() -> LuaScript.read("x = 1" + " + 1".repeat(5_000)))
                .hasMessageContaining("follow each other");
        assertThatThrownBy(() -> LuaScript.read("x = a" + ".a".repeat(5_000)))
                .hasMessageContaining("follow each other");
        assertThatThrownBy(() -> LuaScript.read(" ".repeat(100_000)))
                .hasMessageContaining("more than 65536 characters");
    }

    @Test
    @Timeout(10)
    void fieldsWhoseNamesHaveOneHashAreReadInTime() throws LuaSyntaxException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < 1 << 16; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
            }
            object.put(name.toString(), i);
        }
        LuaScript script = LuaScript.read("return {status = 'Healthy', message = tostring(obj.x)}");

        assertThat(script.assess(object, NOON)).contains(Health.healthy("nil"));
    }

    @Test
    void theObjectIsNotChangedByAScript() throws LuaSyntaxException {
        JsonNode before = OBJECT.deepCopy();

        assessed("obj.spec = nil obj.status.conditions[1] = nil obj.metadata.name = 'y' return nil");

        assertThat(OBJECT).isEqualTo(before);
    }

    private static void isUnknown(Health health) {
        assertThat(health.status()).isEqualTo(HealthStatus.UNKNOWN);
    }

    private static String message(String script) throws LuaSyntaxException {
        return assessed(script).orElseThrow().message();
    }

    private static Optional<Health> assessed(String script) throws LuaSyntaxException {
        return LuaScript.read(script).assess(OBJECT, NOON);
    }
}
