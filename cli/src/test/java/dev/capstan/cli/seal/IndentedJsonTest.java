package dev.capstan.cli.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IndentedJsonTest {
    @Test
    void everyLevelHasTwoBlanksAndTextStaysAsItIs() {
        String compact = "{\"a\":{\"b\":[1,\"x,{\\\"}: y\"],\"c\":{},\"d\":[]}}";

        String indented = new String(IndentedJson.of(compact.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);

        assertThat(indented).isEqualTo("""
                        {
                          "a": {
                            "b": [
                              1,
                              "x,{\\"}: y"
                            ],
                            "c": {},
                            "d": []
                          }
                        }
                        """);
    }
}
