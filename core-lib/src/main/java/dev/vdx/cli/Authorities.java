package dev.vdx.cli;

import dev.vdx.cms.TimestampSource;
import dev.vdx.model.SigningException;
import dev.vdx.trust.TimestampAuthorities;
import dev.vdx.trust.TimestampAuthority;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The time-stamp authorities a command line names, and how they know us. */
final class Authorities {
    private static final String TSA = "--tsa";
    private static final String LOGIN = "--tsa-login-env";
    private static final String LOGIN_FILE = "--tsa-login-file";
    private static final String POLICY = "--tsa-policy";
    private static final String LIMIT = "--tsa-limit";
    private static final String CLIENT = "--tsa-client";
    private static final String CLIENT_PASSWORD = "--tsa-client-password-env";

    private Authorities() {}

    static void addTo(CommandSpec spec) {
        spec.addOption(Options.values(
                TSA, "URL", "The time-stamp authority to ask (RFC 3161); of several the next where one fails."));
        spec.addOption(Options.values(
                LOGIN, "[HOST=]VAR", "The environment variable with user:password for an authority (HTTP Basic)."));
        spec.addOption(Options.values(LOGIN_FILE, "[HOST=]FILE", "The file whose first line is user:password for it."));
        spec.addOption(Options.values(
                POLICY, "[HOST=]OID", "The policy its time-stamps must be under (RFC 3161, 2.4.1); any without it."));
        spec.addOption(Options.values(
                LIMIT, "[HOST=]N", "Ask it at most N times in any 24 hours, counted within one run of vdx."));
        spec.addOption(Options.values(CLIENT, "[HOST=]FILE", "A client certificate for an authority: a PKCS#12 file."));
        spec.addOption(Options.value(
                CLIENT_PASSWORD, "VAR", "The environment variable that holds the password of these files."));
    }

    /** Empty where none is named. */
    static Optional<TimestampSource> of(Arguments arguments, Console console) throws Refusal, SigningException {
        List<URI> addresses = new ArrayList<>();
        for (String text : arguments.values(TSA)) {
            addresses.add(address(text));
        }
        Map<String, String> logins = byHost(LOGIN, arguments, addresses);
        Map<String, String> loginFiles = byHost(LOGIN_FILE, arguments, addresses);
        Map<String, String> policies = byHost(POLICY, arguments, addresses);
        Map<String, String> limits = byHost(LIMIT, arguments, addresses);
        Map<String, String> clients = byHost(CLIENT, arguments, addresses);
        requireOneLogin(logins, loginFiles);
        List<TimestampAuthority> authorities = new ArrayList<>();
        for (URI address : addresses) {
            String host = address.getHost();
            TimestampAuthority authority = TimestampAuthority.http(
                    address, console.clock(), console.random().get());
            if (logins.containsKey(host)) {
                authority = known(authority, LOGIN, variable(LOGIN, logins.get(host), console));
            }
            if (loginFiles.containsKey(host)) {
                String login = new String(Passwords.firstLine(Inputs.file(loginFiles.get(host))));
                authority = known(authority, LOGIN_FILE, login);
            }
            if (policies.containsKey(host)) {
                authority = under(authority, policies.get(host));
            }
            if (limits.containsKey(host)) {
                authority = limited(authority, limits.get(host));
            }
            authorities.add(
                    clients.containsKey(host)
                            ? certified(authority, clients.get(host), arguments, console)
                            : authority);
        }
        return authorities.isEmpty() ? Optional.empty() : Optional.of(TimestampAuthorities.inOrder(authorities));
    }

    private static URI address(String text) throws Refusal {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw Refusal.usage(
                        TSA
                                + ": user and password do not belong in an address, where everybody on this machine sees them;"
                                + " use " + LOGIN + " VAR",
                        TSA + ": อย่าใส่ชื่อผู้ใช้และรหัสผ่านในที่อยู่ เพราะทุกคนในเครื่องนี้เห็นได้ ให้ใช้ " + LOGIN
                                + " VAR");
            }
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, like any other text that is no address.
        }
        throw Refusal.usage(
                TSA + " " + text + ": not an http or https address",
                TSA + " " + text + ": ไม่ใช่ที่อยู่ http หรือ https");
    }

    /** HOST=VALUE; the host may be left out where there is one authority only. */
    private static Map<String, String> byHost(String option, Arguments arguments, List<URI> addresses) throws Refusal {
        Map<String, String> found = new LinkedHashMap<>();
        for (String given : arguments.values(option)) {
            int equals = given.indexOf('=');
            String host = equals < 0 && addresses.size() == 1
                    ? addresses.get(0).getHost()
                    : given.substring(0, Math.max(0, equals));
            if (addresses.stream().noneMatch(a -> a.getHost().equals(host))
                    || found.put(host, given.substring(equals + 1)) != null) {
                throw Refusal.usage(
                        option + " " + given + ": say for which authority, once, as HOST=… with the host of a " + TSA,
                        option + " " + given
                                + ": ระบุว่าเป็นของผู้ให้บริการรายใดเพียงครั้งเดียว ในรูป HOST=… ตามชื่อเครื่องใน "
                                + TSA);
            }
        }
        return found;
    }

    private static void requireOneLogin(Map<String, String> logins, Map<String, String> loginFiles) throws Refusal {
        for (String host : logins.keySet()) {
            if (loginFiles.containsKey(host)) {
                throw Refusal.usage(
                        LOGIN + " and " + LOGIN_FILE + ": give one of them for " + host,
                        LOGIN + " และ " + LOGIN_FILE + ": ให้ระบุเพียงอย่างเดียวสำหรับ " + host);
            }
        }
    }

    private static TimestampAuthority under(TimestampAuthority authority, String policy) throws Refusal {
        try {
            return authority.policy(policy);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(
                    POLICY + " " + policy + ": not an object identifier such as 1.3.6.1.4.1.32473.1.1",
                    POLICY + " " + policy + ": ไม่ใช่ object identifier เช่น 1.3.6.1.4.1.32473.1.1");
        }
    }

    private static TimestampAuthority limited(TimestampAuthority authority, String number) throws Refusal {
        if (!number.matches("[1-9][0-9]{0,8}")) {
            throw Refusal.usage(
                    LIMIT + " " + number + ": not a number from 1 on",
                    LIMIT + " " + number + ": ต้องเป็นจำนวนตั้งแต่ 1 ขึ้นไป");
        }
        return authority.limit(Integer.parseInt(number));
    }

    /** What holds the login is named, never the login. */
    private static TimestampAuthority known(TimestampAuthority authority, String option, String login) throws Refusal {
        int colon = login.indexOf(':');
        if (colon < 1) {
            throw Refusal.usage(
                    option + ": what it names must hold user:password",
                    option + ": สิ่งที่ระบุต้องเก็บค่าในรูป user:password");
        }
        try {
            return authority.user(
                    login.substring(0, colon), login.substring(colon + 1).toCharArray());
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(
                    option + ": a password is sent to https addresses and to this machine only, not to "
                            + authority.address(),
                    option + ": ส่งรหัสผ่านเฉพาะไปยังที่อยู่ https หรือภายในเครื่องนี้เท่านั้น ไม่ส่งไปยัง "
                            + authority.address());
        }
    }

    private static TimestampAuthority certified(
            TimestampAuthority authority, String file, Arguments arguments, Console console)
            throws Refusal, SigningException {
        Path path = Inputs.file(file);
        Optional<String> variable = arguments.value(CLIENT_PASSWORD);
        char[] password = variable.isPresent()
                ? variable(CLIENT_PASSWORD, variable.get(), console).toCharArray()
                : new char[0];
        try {
            return authority.clientCertificate(path, password);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage(
                    CLIENT + " needs an https address, which " + authority.address() + " is not",
                    CLIENT + " ต้องใช้กับที่อยู่ https แต่ " + authority.address() + " ไม่ใช่");
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static String variable(String option, String name, Console console) throws Refusal {
        Optional<String> value = console.variable(name);
        if (value.isEmpty()) {
            throw Refusal.usage(
                    option + " " + name
                            + ": no such environment variable, or nothing in it; give its name, not the value",
                    option + " " + name + ": ไม่มีตัวแปรนี้หรือว่างเปล่า ให้ระบุชื่อตัวแปร ไม่ใช่ค่า");
        }
        return value.get();
    }
}
