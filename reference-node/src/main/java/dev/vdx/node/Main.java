package dev.vdx.node;

import dev.vdx.model.SigningException;
import dev.vdx.node.Configuration.ConfigurationException;
import dev.vdx.node.store.StoreException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code vdx-node}. */
public final class Main {
    static final int FAILED = 1;
    private static final int USAGE = 64;
    static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        CommandLine line = new CommandLine(new Root());
        line.addSubcommand(new Run());
        line.addSubcommand(new Config());
        line.addSubcommand(new Examine());
        line.addSubcommand(new TwoSandboxNodes());
        CommandLine key = new CommandLine(new Key());
        key.addSubcommand(new KeyAdd());
        key.addSubcommand(new KeyCommands.ListKeys());
        key.addSubcommand(new KeyCommands.Revoke());
        line.addSubcommand(key);
        CommandLine audit = new CommandLine(new Audit());
        audit.addSubcommand(new AuditCommands.Verify());
        audit.addSubcommand(new AuditCommands.Export());
        line.addSubcommand(audit);
        CommandLine directory = new CommandLine(new Parties());
        directory.addSubcommand(new DirectoryCommands.Sign());
        directory.addSubcommand(new DirectoryCommands.Show());
        line.addSubcommand(directory);
        line.setExecutionExceptionHandler((e, command, result) -> {
            boolean told = e instanceof ConfigurationException
                    || e instanceof IOException
                    || e instanceof SigningException
                    || e instanceof StoreException
                    || e instanceof IllegalArgumentException;
            if (!told) {
                throw e;
            }
            command.getErr().println("vdx-node: " + said(e));
            return FAILED;
        });
        line.setParameterExceptionHandler((e, args) -> {
            e.getCommandLine().getErr().println("vdx-node: " + e.getMessage());
            return USAGE;
        });
        return line;
    }

    /** Of a file's trouble Java says the name only. */
    private static String said(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file: " + e.getMessage() + "; vdx-node config tells what a configuration holds";
        }
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " is there already, and is not written over; name a new file";
        }
        return e instanceof AccessDeniedException
                ? "this user may not read or write " + e.getMessage()
                : String.valueOf(e.getMessage());
    }

    @Command(
            name = "vdx-node",
            mixinStandardHelpOptions = true,
            version = "vdx-node 0.1.0",
            description = "Pushes documents to other agencies and takes theirs, with proof that they arrived.")
    private static final class Root implements Runnable {
        @Override
        public void run() {
            CommandLine.usage(this, OUT);
        }
    }

    /** What the commands have in common. */
    abstract static class Configured implements Callable<Integer> {
        @Option(
                names = "--config",
                defaultValue = "node.properties",
                description = "configuration file (${DEFAULT-VALUE})")
        private Path file = Path.of("node.properties");

        Configuration configuration() throws IOException, ConfigurationException {
            Configuration configuration = Configuration.read(file, System.getenv());
            // Read by logback.xml when the first line is logged, which is not before now.
            System.setProperty(
                    Setting.LOG.variable(),
                    configuration.word(Setting.LOG, LogFormat.values()).name().toLowerCase(Locale.ROOT));
            return configuration;
        }
    }

    @Command(name = "run", description = "Runs the node until it is stopped.")
    private static final class Run extends Configured {
        @Override
        public Integer call() throws Exception {
            Node node = Node.start(configuration(), Clock.systemUTC(), new SecureRandom());
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                node.close();
                                stopped.countDown();
                            },
                            "vdx-stop"));
            OUT.println("{\"exchange\": " + node.exchangePort() + ", \"local\": " + node.localPort() + "}");
            stopped.await();
            return 0;
        }
    }

    @Command(
            name = "config",
            description =
                    "Prints every key of the configuration file: with its default, or as a file and the environment set it.")
    private static final class Config implements Callable<Integer> {
        @Option(names = "--config", description = "configuration file to check and print")
        private Optional<Path> file = Optional.empty();

        @Override
        public Integer call() throws Exception {
            Optional<Configuration> read = Optional.empty();
            if (file.isPresent()) {
                read = Optional.of(Configuration.read(file.get(), System.getenv()));
            }
            for (Setting setting : Setting.values()) {
                OUT.println("# " + setting.meaning() + "; " + setting.variable());
                OUT.println(
                        setting.key() + " = " + read.map(c -> c.text(setting)).orElse(setting.otherwise()));
            }
            return 0;
        }
    }

    @Command(
            name = "two-nodes",
            description =
                    "Makes two agencies with sandbox keys in a folder, runs both nodes until stopped. Never for production.")
    private static final class TwoSandboxNodes implements Callable<Integer> {
        @Parameters(paramLabel = "DIR", description = "new folder, or one this command made")
        private Path folder = Path.of(".");

        @Override
        public Integer call() throws Exception {
            Clock clock = Clock.systemUTC();
            SecureRandom random = new SecureRandom();
            TwoNodes nodes = TwoNodes.start(folder, clock, random);
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                nodes.close();
                                stopped.countDown();
                            },
                            "vdx-stop"));
            List<String> scopes = List.of("send", "read", "decide", "delete");
            tell(TwoNodes.A.toString(), nodes.a(), nodes.a().makeKey("two-nodes", scopes, clock, random));
            tell(TwoNodes.B.toString(), nodes.b(), nodes.b().makeKey("two-nodes", scopes, clock, random));
            stopped.await();
            return 0;
        }

        private static void tell(String party, Node node, String key) {
            OUT.println("{\"party\": \"" + party + "\", \"exchange\": " + node.exchangePort() + ", \"local\": "
                    + node.localPort() + ", \"key\": \"" + key + "\"}");
        }
    }

    @Command(
            name = "doctor",
            description = "Tries what the node needs, for real; exit code 1 where something is wrong.")
    private static final class Examine extends Configured {
        @Override
        public Integer call() throws Exception {
            List<Doctor.Finding> findings =
                    new Doctor(configuration(), Clock.systemUTC(), new SecureRandom()).examine();
            for (Doctor.Finding finding : findings) {
                OUT.println(finding.trouble()
                        .map(trouble -> "WRONG  " + finding.what() + ": " + trouble)
                        .orElse("well   " + finding.what()));
            }
            return findings.stream().anyMatch(f -> f.trouble().isPresent()) ? FAILED : 0;
        }
    }

    @Command(name = "key", description = "Keys of the agency's own systems.")
    private static final class Key {}

    @Command(name = "add", description = "Makes an API key and prints it, this once.")
    private static final class KeyAdd extends Configured {
        @Option(names = "--name", required = true, description = "who has it")
        private String name = "";

        @Parameters(arity = "1..*", paramLabel = "SCOPE", description = "send, read, decide, delete")
        private List<String> scopes = List.of();

        @Override
        public Integer call() throws Exception {
            try (NodeStore store = NodeStore.open(configuration())) {
                OUT.println(KeyMaker.make(
                        store.database(), name, scopes, Clock.systemUTC().instant(), new SecureRandom()));
            }
            return 0;
        }
    }

    @Command(name = "directory", description = "The signed list of parties, for whoever keeps it.")
    private static final class Parties {}

    @Command(name = "audit", description = "The audit record.")
    private static final class Audit {}
}
