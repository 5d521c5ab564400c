package dev.capstan.promotion.health;

/** Whether an environment is healthy with what it has now. */
public sealed interface EnvironmentHealth {

    /** It is: everything is ready, and has what the environment has. */
    record Healthy() implements EnvironmentHealth {}

    /** It was, and is being looked at: nothing is promoted meanwhile, and the time of health goes on if it turns out well. */
    record Checking(String why) implements EnvironmentHealth {}

    /** It is not. */
    record NotHealthy(String why) implements EnvironmentHealth {}

    /** For people. */
    default String words() {
        return switch (this) {
            case Healthy _ -> "healthy";
            case Checking(var why) -> "being checked: " + why;
            case NotHealthy(var why) -> "not healthy: " + why;
        };
    }
}
