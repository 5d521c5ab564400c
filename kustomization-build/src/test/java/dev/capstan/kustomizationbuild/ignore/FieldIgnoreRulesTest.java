package dev.capstan.kustomizationbuild.ignore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.capstan.api.meta.IgnoreRule;
import dev.capstan.apply.FieldIgnoreRule;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.SourcePosition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldIgnoreRulesTest {

    private static final String WEB = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":
             {"name":"web","namespace":"apps","labels":{"tier":"front"},"annotations":{"team":"a"}}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'kind':'Deployment' | true",
                "'kind':'Deploy' | false",
                "'kind':'Deploy.*' | true",
                "'group':'apps','version':'v1' | true",
                "'group':'batch' | false",
                "'name':'web','namespace':'apps' | true",
                "'namespace':'other' | false",
                "'labelSelector':'tier=front' | true",
                "'labelSelector':'tier=back' | false",
                "'annotationSelector':'team in (a,b)' | true",
                "'annotationSelector':'!team' | false"
            })
    void targetSelectsAsInPatches(String target, boolean isSelected) throws JsonProcessingException {
        assertThat(rule("'target':{%s}".formatted(target)).target().test(web())).isEqualTo(isSelected);
    }

    @Test
    void withoutATargetEveryObjectIsMeant() throws JsonProcessingException {
        FieldIgnoreRule rule = rule("'target':null");

        assertThat(rule.target().test(web())).isTrue();
        assertThat(rule.pointers()).containsExactly("/spec/replicas");
    }

    private static FieldIgnoreRule rule(String target) throws JsonProcessingException {
        String json = "{'paths':['/spec/replicas'],%s}".formatted(target).replace('\'', '"');
        IgnoreRule rule = JsonMapper.builder().build().readValue(json, IgnoreRule.class);
        return ((FieldIgnoreRules.Reading.Usable) FieldIgnoreRules.of(List.of(rule), "spec.ignore"))
                .rules()
                .getFirst();
    }

    private static Manifest web() throws JsonProcessingException {
        var content = JsonMapper.builder().build().readTree(WEB);
        return ((Manifest.Readable) Manifest.read(content, SourcePosition.unknown())).manifest();
    }
}
