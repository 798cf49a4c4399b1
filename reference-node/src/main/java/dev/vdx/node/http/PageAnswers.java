package dev.vdx.node.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vdx.node.page.Assets;
import dev.vdx.node.page.Languages;
import dev.vdx.node.page.Pages;
import dev.vdx.node.page.Visit;
import dev.vdx.node.push.Refusal;
import dev.vdx.node.store.StoreException;
import dev.vdx.report.Lang;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all pages have in common on the wire: headers, cookies, language, files, and that a refusal is a page too. */
final class PageAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(PageAnswers.class);
    private static final String LANGUAGE = "vdx_lang";
    private static final int YEAR_SECONDS = 365 * 24 * 3600;
    /** Nothing but our own files; the pictures of a document that is not stored are in its page. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; script-src 'self';"
            + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Pages pages;

    PageAnswers(Pages pages) {
        this.pages = pages;
    }

    /** Says who is looking. */
    interface Visitor {
        Visit of(Context ctx);
    }

    /** The page's handler with the headers of pages, and refusals as pages. */
    Handler page(Visitor visitor, Handler handler) {
        return ctx -> {
            ctx.header("Content-Security-Policy", POLICY);
            ctx.header("Referrer-Policy", "same-origin");
            ctx.header("Cross-Origin-Opener-Policy", "same-origin");
            ctx.header("Cross-Origin-Resource-Policy", "same-origin");
            ctx.header("Cache-Control", "no-store");
            try {
                handler.handle(ctx);
            } catch (Refusal e) {
                refuse(ctx, visitor.of(ctx), e);
            } catch (StoreException e) {
                LOG.error("the store does not work", e);
                refuse(ctx, anonymous(ctx), new Refusal(503, "store-unavailable", "the store does not answer"));
            } catch (RuntimeException e) {
                LOG.error("a defect of this node, showing a page", e);
                refuse(ctx, anonymous(ctx), new Refusal(500, "defect", "a defect of this node"));
            }
        };
    }

    void refuse(Context ctx, Visit visit, Refusal refusal) {
        ctx.status(refusal.status());
        if (refusal.status() == 503 || refusal.status() == 429) {
            ctx.header("Retry-After", "60");
        }
        show(ctx, pages.refused(visit, refusal));
    }

    static void show(Context ctx, String html) {
        ctx.contentType("text/html; charset=utf-8").result(html.getBytes(UTF_8));
    }

    static Visit anonymous(Context ctx) {
        return new Visit(lang(ctx), back(ctx), Optional.empty());
    }

    static Lang lang(Context ctx) {
        return Languages.choose(
                Optional.ofNullable(ctx.cookie(LANGUAGE)), Optional.ofNullable(ctx.header("Accept-Language")));
    }

    /** The address to show the same again. */
    static String back(Context ctx) {
        String query = ctx.queryString();
        return query == null || query.contains("done=") ? ctx.path() : ctx.path() + "?" + query;
    }

    static void register(JavalinConfig config) {
        config.routes.get("/assets/{name}", PageAnswers::asset);
        config.routes.get("/language", ctx -> {
            Lang lang = Optional.ofNullable(ctx.queryParam("to"))
                    .flatMap(Lang::ofCode)
                    .orElse(Lang.TH);
            cookie(ctx, LANGUAGE, lang.code(), YEAR_SECONDS);
            away(ctx, ours(ctx.queryParam("back")).orElse("/verify"));
        });
    }

    private static void asset(Context ctx) throws Refusal {
        Assets.Asset asset =
                Assets.find(ctx.pathParam("name")).orElseThrow(() -> new Refusal(404, "http-404", "no such address"));
        ctx.contentType(asset.type())
                .header("Cache-Control", "public, max-age=3600")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .result(asset.bytes());
    }

    /** Sends the browser to another page of ours. */
    static void away(Context ctx, String address) {
        ctx.status(303).header("Location", address);
    }

    /** An address only if it is one of this node's own pages. */
    static Optional<String> ours(@org.jspecify.annotations.Nullable String address) {
        return Optional.ofNullable(address)
                .filter(a -> a.matches("/(?:[a-z0-9-]+(?:/[a-z0-9-]+)*)?(?:\\?[a-z0-9=&-]*)?"));
    }

    static void cookie(Context ctx, String name, String value, int seconds) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath("/");
        cookie.setMaxAge(seconds);
        cookie.setHttpOnly(true);
        cookie.setSecure(ctx.scheme().equals("https"));
        cookie.setSameSite(SameSite.STRICT);
        ctx.cookie(cookie);
    }
}
