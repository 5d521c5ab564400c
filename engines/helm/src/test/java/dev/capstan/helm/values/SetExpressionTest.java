package dev.capstan.helm.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.yaml.ForeignValues;
import dev.capstan.yaml.PlainJson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a=1                   | {"a":1}
            a=01,b=0,c=-7         | {"a":"01","b":0,"c":-7}
            a=true,b=NULL,c=False | {"a":true,"b":null,"c":false}
            a.b.c=x               | {"a":{"b":{"c":"x"}}}
            a\\.b=x               | {"a.b":"x"}
            a={x,2,true}          | {"a":["x",2,true]}
            a[2]=x                | {"a":[null,null,"x"]}
            a[0].b=x,a[1].b=y     | {"a":[{"b":"x"},{"b":"y"}]}
            a[0][1]=x             | {"a":[[null,"x"]]}
            a=x\\,y               | {"a":"x,y"}
            a=9223372036854775808 | {"a":"9223372036854775808"}
            a=                    | {"a":""}
            a={}                  | {"a":[""]}
            """)
    void setsTypedValues(String expression, String json) throws InvalidValuesException {
        assertThat(set(expression, SetExpression.Syntax.TYPED)).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a             | key "a" has no value
            a.b,          | key "b" has no value (cannot end with ,)
            a[-1]=x       | negative -1 index not allowed
            a[x]=1        | error parsing index: strconv.Atoi: parsing "x": invalid syntax
            a[65537]=x    | index of 65537 is greater than maximum supported index of 65536
            a[99999999999]=x | index of 2147483647 is greater than maximum supported index of 65536
            a[0]b=x       | unexpected data at end of array index: ['b']
            a={x,y        | list must terminate with '}'
            a=1,a.b=2     | unable to parse key: interface conversion: interface {} is int64, not map[string]interface {}
            a=1,a[0]=2    | unable to parse key: interface conversion: interface {} is int64, not []interface {}
            """)
    void refusesWhatHelmRefuses(String expression, String message) {
        assertThatThrownBy(() -> set(expression, SetExpression.Syntax.TYPED)).hasMessage(message);
    }

    @Test
    void h052_refusesNamesThatAreNestedTooDeep() {
        assertThatThrownBy(() -> set("a.".repeat(31) + "b=1", SetExpression.Syntax.TYPED))
                .hasMessage("value name nested level is greater than maximum supported nested level of 30");
    }

    @Test
    void h052_refusesIndexesThatWouldMakeGigabytesOutOfNestedLists() {
        assertThatThrownBy(() -> set("a[99999][99999][99999]=1", SetExpression.Syntax.TYPED))
                .hasMessageContaining("greater than maximum supported index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{x,"})
    void h052_refusesBracesWithoutEnd(String opening) {
        assertThatThrownBy(() -> set("a=" + opening.repeat(50_000), SetExpression.Syntax.TYPED))
                .hasMessage("list must terminate with '}'");
    }

    @Test
    void takesLiteralsAsTheyAre() throws InvalidValuesException {
        assertThat(set("a.b=x,y={1}\\,", SetExpression.Syntax.LITERAL)).isEqualTo("{\"a\":{\"b\":\"x,y={1}\\\\,\"}}");
    }

    @Test
    void readsJsonUpToTheNextName() throws InvalidValuesException {
        assertThat(set("a={\"x\":[1,\"}\"]} ,b=null,c[1]=2.5", SetExpression.Syntax.JSON))
                .isEqualTo("{\"a\":{\"x\":[1,\"}\"]},\"b\":null,\"c\":[null,2.5]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1.", "a=1e", "a=\"x\ty\"", "a=01", "a=1 2", "a=tru"})
    void refusesWhatIsNotJson(String expression) {
        assertThatThrownBy(() -> set(expression, SetExpression.Syntax.JSON)).isInstanceOf(InvalidValuesException.class);
    }

    private static String set(String expression, SetExpression.Syntax syntax) throws InvalidValuesException {
        Map<String, Object> values = new LinkedHashMap<>();
        SetExpression.apply(expression, syntax, values);
        return PlainJson.write(values, PlainJson.Form.COMPACT, ForeignValues.NONE);
    }
}
