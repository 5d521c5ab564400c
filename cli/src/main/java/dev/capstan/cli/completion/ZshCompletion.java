package dev.capstan.cli.completion;

/** Completion for zsh, which runs functions of bash. */
final class ZshCompletion {

    private ZshCompletion() {}

    static String of(CommandTree program) {
        String name = program.path().getFirst();
        return """
                # Completion of %1$s for zsh: source <(%1$s completion zsh)
                autoload -U +X compinit && compinit
                autoload -U +X bashcompinit && bashcompinit
                %2$scomplete -o default -F _%1$s %1$s
                """.formatted(name, BashCompletion.function(program, name));
    }
}
