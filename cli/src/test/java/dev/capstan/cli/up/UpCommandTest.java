package dev.capstan.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is known to be wrong before anything is opened. */
class UpCommandTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--interval 5x                           | --interval: '5x' is not a duration such as 30s, 5m or 1h30m",
                "--timeout 0                             | --timeout: 0 is not a number of seconds above zero",
                "--name My_App                           | --name: 'My_App' is not a name",
                "--username me                           | --username needs --password-stdin",
                "--password-stdin                        | --password-stdin needs --username or --ssh-key",
                "--username me --password-stdin --ssh-key k | exclude each other",
                "--ssh-key k --secret-ref s              | exclude each other",
                "--password geheim                       | Unknown options: '--password', 'geheim'",
            })
    void isUsedWrongly(String options, String problem) {
        StringWriter errors = new StringWriter();
        int code = new CommandLine(new UpCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(("--repo http://127.0.0.1:1/x " + options).split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains(problem);
    }
}
