"""Addresses of the way in, one's own account and the people of the group."""

from django.urls import path, re_path

from cheyuan.base.accounts.views import choices, drafts, entrance, lock, mine, passkeys, people, posts, roles

app_name = "accounts"
urlpatterns = [
    path("login", entrance.log_in, name="login"),
    path("login/code", entrance.code, name="code"),
    path("login/passkey", passkeys.login, name="passkey_login"),
    path("login/passkey/ask", passkeys.login_ask, name="passkey_login_ask"),
    path("login/code/passkey", passkeys.code, name="passkey_code"),
    path("login/code/passkey/ask", passkeys.code_ask, name="passkey_code_ask"),
    path("logout", entrance.log_out, name="logout"),
    path("lock", lock.lock, name="lock"),
    path("unlock", lock.unlock, name="unlock"),
    path("store", choices.choose_store, name="store"),
    re_path(r"^drafts/(?P<key>[\w:.-]{1,120})\Z", drafts.draft, name="draft"),
    path("me", mine.me, name="me"),
    path("me/password", mine.password, name="password"),
    path("me/second-factor", mine.second_factor, name="second_factor"),
    path("me/second-factor/off", mine.factor_off, name="factor_off"),
    path("me/again", passkeys.again, name="again"),
    path("me/again/passkey", passkeys.again_passkey, name="passkey_again"),
    path("me/again/passkey/ask", passkeys.again_ask, name="passkey_again_ask"),
    path("me/passkeys", passkeys.new, name="passkey_new"),
    path("me/passkeys/ask", passkeys.new_ask, name="passkey_new_ask"),
    path("me/passkeys/<int:passkey_id>/rename", passkeys.rename, name="passkey_rename"),
    path("me/passkeys/<int:passkey_id>/remove", passkeys.remove, name="passkey_remove"),
    path("me/recovery-codes", mine.recovery_codes, name="recovery_codes"),
    path("me/sessions/end-others", mine.end_others, name="end_others"),
    path("me/sessions/<int:session_id>/end", mine.end_session, name="end_session"),
    path("settings/people/<int:account_id>/reset-password", people.reset_password, name="reset_password"),
    path("settings/people/<int:account_id>/reset-factor", people.reset_factor, name="reset_factor"),
    path("settings/people/<int:account_id>/end-sessions", people.end_sessions, name="end_sessions"),
    path("settings/people/<int:account_id>/posts", posts.add_post, name="post_new"),
    path("settings/people/<int:account_id>/posts/<int:post_id>", posts.edit_post, name="post_edit"),
    path("settings/people/<int:account_id>/posts/<int:post_id>/end", posts.end_post, name="post_end"),
    path("settings/people/<int:account_id>/absences", posts.add_absence, name="absence_new"),
    path("settings/people/<int:account_id>/absences/<int:absence_id>/drop", posts.drop_absence, name="absence_drop"),
    path("settings/roles", roles.roles, name="roles"),
    path("settings/roles/decide", roles.decide, name="decide"),
]
