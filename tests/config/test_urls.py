"""What browsers ask for beside the pages."""


def test_an_icon_is_there_where_no_page_names_one(client):
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (302, "/static/icons/marrow.svg")
    assert not answer.cookies
