package dev.capstan.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.expression.Expression.Answer;
import dev.capstan.expression.ExpressionCompiler.Compilation;
import dev.capstan.expression.ExpressionCompiler.Compilation.Compiled;
import dev.capstan.expression.ExpressionCompiler.Compilation.NotCompiled;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelExpressionCompilerTest {

    private static final Map<String, Object> OBJECT = Map.of(
            "metadata", Map.of("name", "web", "generation", 3L),
            "status",
                    Map.of(
                            "observedGeneration",
                            3L,
                            "conditions",
                            List.of(
                                    Map.of("type", "Ready", "status", "True"),
                                    Map.of("type", "Stalled", "status", "False"))));

    private final CelExpressionCompiler compiler = new CelExpressionCompiler();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')",
                "status.conditions.exists(e, e.type == 'Ready' && e.status == 'True')",
                "has(status.observedGeneration) && metadata.generation == status.observedGeneration",
                "status.?phase.orValue('none') == 'none'",
                "metadata.name.upperAscii() == 'WEB' && 'a,b'.split(',').size() == 2",
                "sets.contains(['a', 'b'], ['a'])",
                "base64.encode(b'x') == 'eA=='",
                "status.observedGeneration >= 2.5",
                "type(metadata.name) == string"
            })
    void answersOverTheFieldsOfAnObject(String text) {
        assertThat(answer(compiler.overFields(text), OBJECT)).isEqualTo(new Answer.Known(true));
    }

    @Test
    void missingFieldIsNoAnswer() {
        assertThat(answer(compiler.overFields("status.phase == 'Done'"), OBJECT))
                .isInstanceOf(Answer.Unknown.class);
        assertThat(answer(compiler.overFields("data.phase == 'Done'"), OBJECT)).isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status.", "1 + 1", "'text'", "foo(", "nosuch(status)", ""})
    void whatIsNoBooleanExpressionIsNotCompiled(String text) {
        assertThat(compiler.overFields(text)).isInstanceOf(NotCompiled.class);
    }

    @Test
    void namesOutsideOfTheVariablesAreErrors() {
        assertThat(compiler.over("dep.status.x == self.status.x", Set.of("self", "dep")))
                .isInstanceOf(Compiled.class);
        assertThat(compiler.over("other.status.x == 1", Set.of("self", "dep"))).isInstanceOf(NotCompiled.class);
    }

    @Test
    void y044_expressionThatMultipliesListsEnds() {
        var list = new StringBuilder("[0");
        for (int i = 1; i < 300; i++) {
            list.append(',').append(i);
        }
        list.append(']');
        Compilation compilation =
                compiler.overFields("%1$s.all(a, %1$s.all(b, %1$s.all(c, a + b + c >= 0)))".formatted(list));

        long start = System.nanoTime();
        Answer answer = answer(compilation, OBJECT);

        assertThat(answer).isInstanceOf(Answer.Unknown.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void y044_deeplyNestedExpressionIsNotCompiled() {
        assertThat(compiler.overFields("(".repeat(5000) + "true" + ")".repeat(5000)))
                .isInstanceOf(NotCompiled.class);
    }

    private static Answer answer(Compilation compilation, Map<String, Object> object) {
        assertThat(compilation).isInstanceOf(Compiled.class);
        return ((Compiled) compilation).expression().evaluate(object);
    }
}
